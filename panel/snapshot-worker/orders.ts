import type { EdgeOrder } from '../../src/snapshot/queries/edge-lists.ts';
import type { NodeColumn, NodeOrder } from '../../src/snapshot/queries/node-lists.ts';
import type { ListOrder } from './contract.ts';

/** How nodes are sorted when a person clicks on a column, with the second keys of the Memory panel. */
export function nodeOrder(order: ListOrder): NodeOrder {
  const by = nodeColumn(order);
  const ascending = !order.descending;
  if (by === 'distance') return { by, ascending, thenBy: 'retainedSize', thenAscending: false };
  return { by, ascending, thenBy: 'id', thenAscending: true };
}

/** The same for edges, whose first column is their own name. */
export function edgeOrder(order: ListOrder): EdgeOrder {
  const column = nodeColumn(order);
  if (column === 'id')
    return { by: 'edge', ascending: !order.descending, thenBy: 'retainedSize', thenAscending: false };
  return { by: column, ascending: !order.descending, thenBy: 'edge', thenAscending: true };
}

function nodeColumn({ column }: ListOrder): NodeColumn {
  switch (column) {
    case 'distance':
    case 'shallowSize':
    case 'retainedSize':
      return column;
    default:
      return 'id';
  }
}
