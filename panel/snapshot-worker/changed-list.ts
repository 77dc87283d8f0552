import type { Comparison } from '../../src/snapshot/queries/comparison.ts';
import { sortNodes } from '../../src/snapshot/queries/node-lists.ts';
import type { ListOrder, ListRow } from './contract.ts';
import type { ListMaker } from './list-maker.ts';
import { nodeOrder } from './orders.ts';
import { listOfIds, type WorkerList } from './worker-list.ts';

/**
 * Objects of a class that one of two snapshots has and the other has not: the new ones, behind them those that are gone.
 * The ids of the latter's rows count on from the number of nodes of the shown snapshot.
 */
export function changedList(
  comparison: Comparison,
  key: string,
  shown: ListMaker,
  base: ListMaker,
  order: ListOrder,
): WorkerList {
  const sizes = nodeOrder({ ...order, column: order.column === 'name' ? 'name' : 'shallowSize' });
  const created = sortNodes(shown.snapshot.graph, comparison.newNodes(key), sizes);
  const deleted = sortNodes(base.snapshot.graph, comparison.deletedNodes(key), sizes);
  const { nodeCount } = shown.snapshot.graph.snapshot;
  const ids = new Uint32Array(created.length + deleted.length);
  ids.set(created);
  ids.set(
    deleted.map(node => nodeCount + node),
    created.length,
  );
  return listOfIds(ids, id =>
    id < nodeCount ? newRow(shown.rows.instance(id)) : goneRow(base.rows.instance(id - nodeCount), id),
  );
}

function newRow(row: ListRow): ListRow {
  return { ...row, text: `+ ${row.text}`, figures: { newCount: 1, newSize: row.figures['shallowSize'] ?? 0 } };
}

function goneRow(row: ListRow, id: number): ListRow {
  return {
    ...row,
    id,
    text: `− ${row.text}`,
    figures: { deletedCount: 1, deletedSize: row.figures['shallowSize'] ?? 0 },
  };
}
