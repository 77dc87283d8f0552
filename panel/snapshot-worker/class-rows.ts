import type { ClassRow } from '../../src/snapshot/class-table.ts';
import { formatCount } from '../widgets/format.ts';
import type { ColumnId, ListOrder, ListRow } from './contract.ts';
import { WorkerList } from './worker-list.ts';

/** Classes by their names and figures. Rows of it have the index of the class for an id. */
export function classList(
  classes: readonly ClassRow[],
  matches: (name: string) => boolean,
  order: ListOrder,
): WorkerList {
  const rows = new Map(classes.filter(({ name }) => matches(name)).map(row => [row.classIndex, row]));
  const sorted = [...rows.values()].sort(comparing(order)).map(({ classIndex }) => classIndex);
  return new WorkerList(sorted, classIndex => listRow(rows.get(classIndex) as ClassRow));
}

function listRow({ classIndex, name, count, distance, shallowSize, retainedSize }: ClassRow): ListRow {
  return {
    id: classIndex,
    text: `${name} ×${formatCount(count)}`,
    figures: { count, distance, shallowSize, retainedSize },
    object: null,
    below: { kind: 'instances', classIndex },
  };
}

function comparing({ column, descending }: ListOrder): (a: ClassRow, b: ClassRow) => number {
  const sign = descending ? -1 : 1;
  const byName = (a: ClassRow, b: ClassRow) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  if (column === 'name') return (a, b) => sign * byName(a, b) || b.retainedSize - a.retainedSize;
  const value = figureOf(column);
  return (a, b) => sign * (value(a) - value(b)) || byName(a, b);
}

function figureOf(column: Exclude<ColumnId, 'name'>): (row: ClassRow) => number {
  return row => row[column];
}
