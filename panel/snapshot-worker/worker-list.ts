import type { ListOrder, ListRow } from './contract.ts';

/** A list in its order, of which pieces are looked at. */
export interface WorkerList {
  readonly count: number;
  rows(from: number, count: number): readonly ListRow[];
  /** The place of the row with this id, or -1. */
  placeOf(id: number): number;
}

/** A list of numbers (nodes or edges), each of which makes a row when it is looked at; its rows have those numbers for ids. */
export function listOfIds(ids: Uint32Array, rowOf: (id: number) => ListRow): WorkerList {
  return {
    count: ids.length,
    rows: (from, count) => Array.from(ids.subarray(from, from + count), rowOf),
    placeOf: id => ids.indexOf(id),
  };
}

/** A list of rows that are there already, sorted by one of their columns; equals by their text. */
export function listOfRows(rows: readonly ListRow[], order: ListOrder): WorkerList {
  const sorted = rows.toSorted(comparing(order));
  return {
    count: sorted.length,
    rows: (from, count) => sorted.slice(from, from + count),
    placeOf: wanted => sorted.findIndex(({ id }) => id === wanted),
  };
}

function comparing({ column, descending }: ListOrder): (a: ListRow, b: ListRow) => number {
  const sign = descending ? -1 : 1;
  const byText = (a: ListRow, b: ListRow) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
  if (column === 'name') return (a, b) => sign * byText(a, b);
  return (a, b) => sign * ((a.figures[column] ?? 0) - (b.figures[column] ?? 0)) || byText(a, b);
}
