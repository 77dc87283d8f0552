import type { WeightUnit } from '../../../src/calltree/call-tree.ts';
import { relativeErrorBound } from '../../../src/recording/sampling-error.ts';
import type { Bytes } from '../../../src/units.ts';
import {
  formatBytes,
  formatBytesChange,
  formatCount,
  formatDuration,
  formatDurationChange,
  formatExactBytes,
} from '../../widgets/format.ts';
import type { Sides } from './sides.ts';

/** How weights are written: their unit, and the average distance between samples where bytes are estimated. */
export interface WeightStyle {
  readonly unit: WeightUnit;
  readonly samplingInterval: Bytes | null;
  /** What both sides of a change are, where the weights are one. */
  readonly sides: Sides;
}

/** A weight of a call tree for people. */
export function formatWeight(weight: number, unit: WeightUnit): string {
  return unit === 'bytes' ? formatBytes(weight) : formatDuration(weight / 1000);
}

/** A change of a weight, its sign always shown. */
export function formatWeightChange(change: number, unit: WeightUnit): string {
  return unit === 'bytes' ? formatBytesChange(Math.round(change)) : formatDurationChange(Math.round(change) / 1000);
}

/** The exact weight and how sure it is, for tooltips. */
export function formatExactWeight(weight: number, { unit, samplingInterval }: WeightStyle): string {
  if (unit === 'microseconds') return `${formatCount(weight)} µs`;
  if (samplingInterval === null || weight === 0) return formatExactBytes(weight);
  const error = (100 * relativeErrorBound(weight, samplingInterval)).toFixed(1);
  return `${formatExactBytes(weight)} ± ${error} %, estimated from samples`;
}

/** What stands behind a figure that was estimated from samples of so many bytes; empty where nothing is. */
export function formatError(sampled: number, { unit, samplingInterval }: WeightStyle): string {
  if (unit !== 'bytes' || samplingInterval === null || sampled === 0) return '';
  return ` ± ${formatBytes(sampled * relativeErrorBound(sampled, samplingInterval))}, estimated from samples`;
}

/** `part` of `whole` as DevTools writes shares: `12.3 %`. */
export function formatShare(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '';
}
