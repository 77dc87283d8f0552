import type { ListRow } from '../../snapshot-worker/contract.ts';
import type { PagedTree } from '../../state/snapshot-tree.ts';
import type { TreeTableSource } from '../../widgets/tree-table/source.ts';
import { fullLocation, locationLabel } from '../calltree/location.ts';
import type { SnapshotColumn } from './columns.ts';
import { formatExactFigure, formatFigure } from './figures.ts';

/** Stands for a row that is on its way. */
const placeholder = '…';

/** The rows of a tree as they are now. @param whole bytes that shares are of. */
export function listSource(
  tree: PagedTree<ListRow>,
  columns: readonly SnapshotColumn[],
  whole: number,
): TreeTableSource {
  const columnOf = new Map(columns.map(column => [column.id, column]));
  const text = (at: number, id: string, format: typeof formatFigure, place: typeof locationLabel) => {
    const row = tree.rowAt(at);
    if (id === 'name') return row ? nameOf(tree, at, row) : placeholder;
    if (id === 'location') return row?.frame ? place(row.frame) : '';
    const [column, figure, words] = [columnOf.get(id), row?.figures[id], row?.words?.[id]];
    if (words !== undefined) return words;
    return column && figure !== undefined ? format(column, figure, whole) : '';
  };
  const sharedColumn = columns.findLast(({ unit }) => unit === 'share')?.id;
  return {
    rowCount: tree.rowCount ?? 0,
    keyAt: row => tree.keyAt(row),
    rowOfKey: key => tree.rowOfKey(key),
    levelAt: row => tree.levelAt(row),
    parentOf: row => tree.parentOf(row),
    isExpandable: row => (tree.rowAt(row)?.below ?? null) !== null,
    isExpanded: row => tree.isOpen(row),
    cell: (row, column) => text(row, column, formatFigure, locationLabel),
    title: (row, column) => {
      const exact = text(row, column, formatExactFigure, fullLocation);
      const explanation = column === 'name' ? tree.rowAt(row)?.explanation : null;
      return explanation ? `${exact}\n${explanation}` : exact;
    },
    description: row => tree.rowAt(row)?.explanation ?? null,
    bar: (row, column) => (column === sharedColumn ? (tree.rowAt(row)?.figures[column] ?? 0) / whole : 0),
  };
}

/** Says so where an object stands above itself: opening it goes round in a circle. */
function nameOf(tree: PagedTree<ListRow>, at: number, { text, object }: ListRow): string {
  if (!object) return text;
  for (const above of tree.above(at))
    if (above.object?.node === object.node && !isGroup(above)) return `${text} (again)`;
  return text;
}

/** A group of objects may bear one of them, which is then listed below it. */
const isGroup = ({ figures }: ListRow): boolean => figures['count'] !== undefined;
