import type { ListRow } from '../../snapshot-worker/contract.ts';
import type { PagedTree } from '../../state/snapshot-tree.ts';
import type { TreeTableSource } from '../../widgets/tree-table/source.ts';
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
  const columnOf = new Map<string, SnapshotColumn>(columns.map(column => [column.id, column]));
  const figureOf = (row: ListRow, column: SnapshotColumn) =>
    column.id === 'name' ? undefined : row.figures[column.id];
  const text = (at: number, id: string, format: typeof formatFigure) => {
    const [row, column] = [tree.rowAt(at), columnOf.get(id)];
    if (!row || !column) return id === 'name' ? placeholder : '';
    if (id === 'name') return isAbove(tree, at, row) ? `${row.text} (holds itself)` : row.text;
    const figure = figureOf(row, column);
    return figure === undefined ? '' : format(column, figure, whole);
  };
  return {
    rowCount: tree.rowCount ?? 0,
    keyAt: row => tree.keyAt(row),
    rowOfKey: key => tree.rowOfKey(key),
    levelAt: row => tree.levelAt(row),
    parentOf: row => tree.parentOf(row),
    isExpandable: row => (tree.rowAt(row)?.below ?? null) !== null,
    isExpanded: row => tree.isOpen(row),
    cell: (row, column) => text(row, column, formatFigure),
    title: (row, column) => text(row, column, formatExactFigure),
    bar: (row, column) => (column === 'retainedSize' ? (tree.rowAt(row)?.figures.retainedSize ?? 0) / whole : 0),
  };
}

/** Whether the object of a row stands above it already, so that opening it goes round in a circle. */
function isAbove(tree: PagedTree<ListRow>, at: number, { object }: ListRow): boolean {
  if (!object) return false;
  for (const above of tree.above(at)) if (above.object?.node === object.node) return true;
  return false;
}
