import { edgeSource, type HeapGraph } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import type { EdgeNames } from './edge-names.ts';
import type { IgnoredRetainers } from './ignored-retainers.ts';
import { type NodeColumn, nodeValue } from './node-lists.ts';
import { retainerDistance } from './row-maker.ts';
import { type SortKey, sortByKeys } from './sort.ts';

/** A column that edges are sorted by: the name of the edge, or a figure of the node at its other end. */
export type EdgeColumn = 'edge' | NodeColumn;

/** How edges are sorted: by `by`, equals by `then`, what is still equal in the order of the file. */
export interface EdgeOrder {
  readonly by: EdgeColumn;
  readonly ascending: boolean;
  readonly then?: EdgeColumn | undefined;
  readonly thenAscending?: boolean | undefined;
}

/** Edges from a node, in the order of the file. Older files have some that are not meant to be seen. */
export function edgesFrom(snapshot: HeapSnapshot, node: number): Uint32Array {
  const { firstEdge } = snapshot.nodes;
  const start = firstEdge[node] as number;
  const edges = Uint32Array.from({ length: (firstEdge[node + 1] as number) - start }, (_, i) => start + i);
  const invisible = snapshot.edgeTypes.indexOf('invisible');
  return invisible === -1 ? edges : edges.filter(edge => snapshot.edges.type[edge] !== invisible);
}

/** Edges that hold a node, in the order of the file: neither weak ones nor the root's. */
export function retainersOf(graph: HeapGraph, node: number): Uint32Array {
  const { first, edge: sorted } = graph.retainers();
  const { nodes, edges, edgeTypes, root } = graph.snapshot;
  const { weak } = edgeTypeNumbers(graph.snapshot);
  const invisible = edgeTypes.indexOf('invisible');
  const [rootStart, rootEnd] = [nodes.firstEdge[root] as number, nodes.firstEdge[root + 1] as number];
  return sorted.subarray(first[node], first[node + 1]).filter(edge => {
    const type = edges.type[edge];
    return type !== weak && type !== invisible && !(edge >= rootStart && edge < rootEnd);
  });
}

export function sortEdges(graph: HeapGraph, names: EdgeNames, edges: Uint32Array, order: EdgeOrder): Uint32Array {
  const { target } = graph.snapshot.edges;
  return sortByKeys(
    edges,
    keysOf(order, (column, ascending) => {
      if (column === 'edge') return names.ranks(edges, ascending);
      const value = nodeValue(graph, column);
      return edge => value(target[edge] as number);
    }),
  );
}

/** Retainers are sorted by their distance without those that are ignored. */
export function sortRetainers(
  graph: HeapGraph,
  names: EdgeNames,
  edges: Uint32Array,
  order: EdgeOrder,
  ignored: IgnoredRetainers,
): Uint32Array {
  const sourceOf = (edge: number) => edgeSource(graph.snapshot, edge);
  return sortByKeys(
    edges,
    keysOf(order, (column, ascending) => {
      if (column === 'edge') return names.ranks(edges, ascending);
      if (column === 'distance') return edge => retainerDistance(edge, sourceOf(edge), ignored);
      const value = nodeValue(graph, column);
      return edge => value(sourceOf(edge));
    }),
  );
}

function keysOf(order: EdgeOrder, columnOf: (column: EdgeColumn, ascending: boolean) => SortKey['value']): SortKey[] {
  const keys = [{ value: columnOf(order.by, order.ascending), ascending: order.ascending }];
  if (order.then) {
    const ascending = order.thenAscending ?? true;
    keys.push({ value: columnOf(order.then, ascending), ascending });
  }
  return keys;
}
