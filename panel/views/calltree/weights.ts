import type { WeightUnit } from '../../../src/calltree/call-tree.ts';
import { formatBytes, formatCount, formatDuration, formatExactBytes } from '../../widgets/format.ts';

/** A weight of a call tree for people. */
export function formatWeight(weight: number, unit: WeightUnit): string {
  return unit === 'bytes' ? formatBytes(weight) : formatDuration(weight / 1000);
}

/** The exact weight, for tooltips. */
export function formatExactWeight(weight: number, unit: WeightUnit): string {
  return unit === 'bytes' ? formatExactBytes(weight) : `${formatCount(weight)} µs`;
}

/** `part` of `whole` as DevTools writes shares: `12.3 %`. */
export function formatShare(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '';
}
