import type { WeightUnit } from '../../../src/calltree/call-tree.ts';
import { relativeErrorBound } from '../../../src/recording/sampling-error.ts';
import type { Bytes } from '../../../src/units.ts';
import { formatBytes, formatCount, formatDuration, formatExactBytes } from '../../widgets/format.ts';

/** How weights are written: their unit, and the average distance between samples where bytes are estimated. */
export interface WeightStyle {
  readonly unit: WeightUnit;
  readonly samplingInterval: Bytes | null;
}

/** A weight of a call tree for people. */
export function formatWeight(weight: number, unit: WeightUnit): string {
  return unit === 'bytes' ? formatBytes(weight) : formatDuration(weight / 1000);
}

/** The exact weight and how sure it is, for tooltips. */
export function formatExactWeight(weight: number, { unit, samplingInterval }: WeightStyle): string {
  if (unit === 'microseconds') return `${formatCount(weight)} µs`;
  if (samplingInterval === null || weight === 0) return formatExactBytes(weight);
  const error = (100 * relativeErrorBound(weight, samplingInterval)).toFixed(1);
  return `${formatExactBytes(weight)} ± ${error} %, estimated from samples`;
}

/** What stands behind a figure that was estimated from samples of so many bytes; empty where nothing is. */
export function formatError(sampled: number, { samplingInterval }: WeightStyle): string {
  if (samplingInterval === null || sampled === 0) return '';
  return ` ± ${formatBytes(sampled * relativeErrorBound(sampled, samplingInterval))}, estimated from samples`;
}

/** `part` of `whole` as DevTools writes shares: `12.3 %`. */
export function formatShare(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '';
}
