import type { EntryList } from '../../src/snapshot/queries/ordered-list.ts';
import type { Figures, ListOrder, ListRow } from './contract.ts';

/** A list in its order, of which pieces are looked at. */
export interface WorkerList {
  readonly count: number;
  /** Sums over its rows where they are there already; empty for a list of single objects. */
  readonly totals: Figures;
  rows(from: number, count: number): readonly ListRow[];
  /** The place of the row with this id, or -1. */
  placeOf(id: number): number;
}

/** A list of numbers (nodes or edges), each of which makes a row when it is looked at; its rows have those numbers for ids. */
export function listOfIds(ids: EntryList, rowOf: (id: number) => ListRow): WorkerList {
  return {
    count: ids.length,
    totals: {},
    rows: (from, count) => Array.from(ids.subarray(from, Math.min(from + count, ids.length)), rowOf),
    placeOf: id => ids.indexOf(id),
  };
}

/** A list of rows that are there already, sorted by one of their columns; equals by their text. */
export function listOfRows(rows: readonly ListRow[], order: ListOrder): WorkerList {
  const sorted = rows.toSorted(comparing(order));
  return {
    count: sorted.length,
    totals: totalsOf(rows),
    rows: (from, count) => sorted.slice(from, from + count),
    placeOf: wanted => sorted.findIndex(({ id }) => id === wanted),
  };
}

function totalsOf(rows: readonly ListRow[]): Figures {
  const totals: Record<string, number> = {};
  for (const { figures } of rows)
    for (const [column, figure] of Object.entries(figures)) totals[column] = (totals[column] ?? 0) + figure;
  return totals;
}

function comparing({ column, descending }: ListOrder): (a: ListRow, b: ListRow) => number {
  const sign = descending ? -1 : 1;
  const byText = (a: ListRow, b: ListRow) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
  if (column === 'name') return (a, b) => sign * byText(a, b);
  return (a, b) => sign * ((a.figures[column] ?? 0) - (b.figures[column] ?? 0)) || byText(a, b);
}
