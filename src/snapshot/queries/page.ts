import type { EntryList } from './ordered-list.ts';

/** Which rows of a list are wanted: `count` of them from the row `from` on, counted from 0. */
export interface PageRange {
  readonly from: number;
  readonly count: number;
}

/** A piece of a list that is too long to be handed over whole. */
export interface Page<Row> {
  /** How many rows the whole list has. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Row[];
}

/** Makes rows of those entries of a list that are on the page. */
export function pageOf<Row>(list: EntryList, { from, count }: PageRange, row: (entry: number) => Row): Page<Row> {
  const start = Math.min(Math.max(from, 0), list.length);
  const end = Math.min(start + Math.max(count, 0), list.length);
  const rows = Array.from(list.subarray(start, end), row);
  return { total: list.length, from: start, rows };
}
