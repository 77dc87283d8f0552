import type { HeapGraph } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import type { EdgeNames } from './edge-names.ts';
import type { IgnoredRetainers } from './ignored-retainers.ts';
import { type NodeColumn, nodeValue } from './node-lists.ts';
import { retainerDistance } from './row-maker.ts';
import { placesOf, type SortKey, sortByKeys } from './sort.ts';

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
export function edgesFrom(snapshot: HeapSnapshot, node: number): Uint32Array {
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

/** Sorts what `retainersOf` gives; distances are those without the retainers that are ignored. */
export function sortRetainers(
  graph: HeapGraph,
  names: EdgeNames,
  edges: Uint32Array,
  order: EdgeOrder,
  ignored: IgnoredRetainers,
): Uint32Array {
  const sources = sourcesOf(graph.snapshot, edges);
  const keys = keysOf(order, (column, ascending) => {
    if (column === 'edge') {
      const rank = names.ranks(edges, ascending);
      return place => rank(edges[place] as number);
    }
    if (column === 'distance') {
      return place => retainerDistance(edges[place] as number, sources[place] as number, ignored);
    }
    const value = nodeValue(graph, column);
    return place => value(sources[place] as number);
  });
  const places = sortByKeys(placesOf(edges), keys);
  for (let i = 0; i < places.length; i++) places[i] = edges[places[i] as number] as number;
  return places;
}

/** For each of ascending edges the node it leads from: looked for in leaps from the one before, which takes a third of `edgeSource`. */
function sourcesOf({ nodes, nodeCount }: HeapSnapshot, ascending: Uint32Array): Uint32Array {
  const { firstEdge } = nodes;
  const sources = new Uint32Array(ascending.length);
  let low = 0;
  for (let i = 0; i < ascending.length; i++) {
    const edge = ascending[i] as number;
    let leap = 1;
    while (low + leap < nodeCount && (firstEdge[low + leap] as number) <= edge) {
      low += leap;
      leap *= 2;
    }
    let high = Math.min(low + leap, nodeCount);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((firstEdge[middle] as number) <= edge) low = middle;
      else high = middle;
    }
    sources[i] = low;
  }
  return sources;
}

function keysOf(order: EdgeOrder, columnOf: (column: EdgeColumn, ascending: boolean) => SortKey['value']): SortKey[] {
  const keys = [{ value: columnOf(order.by, order.ascending), ascending: order.ascending }];
  if (order.thenBy) {
    const ascending = order.thenAscending ?? true;
    keys.push({ value: columnOf(order.thenBy, ascending), ascending });
  }
  return keys;
}
