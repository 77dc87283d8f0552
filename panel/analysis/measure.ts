import type { Measure } from './contract.ts';

/** The wanted measure, or the first that a capture has instead; null when it has none. A wish is kept for the next capture. */
export function possibleMeasure(wanted: Measure, measures: readonly Measure[]): Measure | null {
  return measures.includes(wanted) ? wanted : (measures[0] ?? null);
}
