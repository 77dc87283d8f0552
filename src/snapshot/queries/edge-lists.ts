import type { HeapGraph } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import type { EdgeNames } from './edge-names.ts';
import type { IgnoredRetainers } from './ignored-retainers.ts';
import { type NodeColumn, nodeValue } from './node-lists.ts';
import { OrderedList } from './ordered-list.ts';
import { retainerDistance } from './row-maker.ts';
import { keyBy, type SortKey } from './sort.ts';

/** A column that edges are sorted by: the name of the edge, or a figure of the node at its other end. */
export type EdgeColumn = 'edge' | NodeColumn;

/** How edges are sorted: by `by`, equals by `thenBy`, what is still equal in the order of the file. */
export interface EdgeOrder {
  readonly by: EdgeColumn;
  readonly ascending: boolean;
  readonly thenBy?: EdgeColumn | undefined;
  readonly thenAscending?: boolean | undefined;
}

/** Edges from a node, in the order of the file. Older files have some that are not meant to be seen. */
function edgesFrom(snapshot: HeapSnapshot, node: number): Uint32Array {
  const { firstEdge } = snapshot.nodes;
  const { type } = snapshot.edges;
  const invisible = snapshot.edgeTypes.indexOf('invisible');
  const end = firstEdge[node + 1] as number;
  const edges = new Uint32Array(end - (firstEdge[node] as number));
  let count = 0;
  for (let edge = firstEdge[node] as number; edge < end; edge++) if (type[edge] !== invisible) edges[count++] = edge;
  return edges.subarray(0, count);
}

/** Edges that hold a node, in the order of the file: neither weak ones nor the root's. */
export function retainersOf(graph: HeapGraph, node: number): Uint32Array {
  const { first, edge: sorted } = graph.retainers();
  const { nodes, edges, edgeTypes, root } = graph.snapshot;
  const { weak } = edgeTypeNumbers(graph.snapshot);
  const invisible = edgeTypes.indexOf('invisible');
  const [rootStart, rootEnd] = [nodes.firstEdge[root] as number, nodes.firstEdge[root + 1] as number];
  const end = first[node + 1] as number;
  const found = new Uint32Array(end - (first[node] as number));
  let count = 0;
  for (let i = first[node] as number; i < end; i++) {
    const edge = sorted[i] as number;
    const type = edges.type[edge];
    if (type !== weak && type !== invisible && !(edge >= rootStart && edge < rootEnd)) found[count++] = edge;
  }
  return found.subarray(0, count);
}

/** What a node holds, weak edges too. */
export function contentList(graph: HeapGraph, names: EdgeNames, node: number, order: EdgeOrder): OrderedList {
  const { target } = graph.snapshot.edges;
  const keys = keysOf(names, order, column => {
    const value = nodeValue(graph, column);
    return edge => value(target[edge] as number);
  });
  return new OrderedList(() => edgesFrom(graph.snapshot, node), keys);
}

/** What holds a node; distances are those without the retainers that are ignored. */
export function retainerList(
  graph: HeapGraph,
  names: EdgeNames,
  node: number,
  order: EdgeOrder,
  ignored: IgnoredRetainers,
): OrderedList {
  const sources = graph.edgeSources();
  const keys = keysOf(names, order, column => {
    if (column === 'distance') return edge => retainerDistance(edge, sources.of(edge), ignored);
    const value = nodeValue(graph, column);
    return edge => value(sources.of(edge));
  });
  return new OrderedList(() => retainersOf(graph, node), keys);
}

/** @param valueBy the figure that an edge has in a column of nodes. */
function keysOf(
  names: EdgeNames,
  order: EdgeOrder,
  valueBy: (column: NodeColumn) => (edge: number) => number,
): SortKey[] {
  const keyOf = (column: EdgeColumn, ascending: boolean): SortKey =>
    column === 'edge' ? names.key(ascending) : keyBy(valueBy(column), ascending);
  const first = keyOf(order.by, order.ascending);
  return order.thenBy ? [first, keyOf(order.thenBy, order.thenAscending ?? true)] : [first];
}
