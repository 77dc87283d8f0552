import { dominatorOf, type HeapGraph, retainedSizeOf } from '../heap-graph.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { keyBy, sortByKeys } from './sort.ts';

/** A column that nodes are sorted by. */
export type NodeColumn = 'id' | 'distance' | 'shallowSize' | 'retainedSize';

/** How nodes are sorted: by `by`, equals by `thenBy`, what is still equal in the order of the file. */
export interface NodeOrder {
  readonly by: NodeColumn;
  readonly ascending: boolean;
  readonly thenBy?: NodeColumn | undefined;
  readonly thenAscending?: boolean | undefined;
}

/** Says which nodes count; null stands for all. */
export type Counts = ((node: number) => boolean) | null;

/** The nodes of a class, in the order of the file; those of no size are not listed. */
export function instancesOf({ graph, classes }: OpenSnapshot, classIndex: number, counts: Counts): Uint32Array {
  return nodesWhere(
    graph,
    node => classes.classOf[node] === classIndex && graph.shallowSize[node] !== 0 && (counts === null || counts(node)),
  );
}

/** The nodes that a condition holds for, in the order of the file. */
export function nodesWhere({ snapshot }: HeapGraph, holds: (node: number) => boolean): Uint32Array {
  const found = new Uint32Array(snapshot.nodeCount);
  let count = 0;
  for (let node = 0; node < snapshot.nodeCount; node++) if (holds(node)) found[count++] = node;
  return found.slice(0, count);
}

/** The nodes that a node dominates immediately. */
export function dominatedBy({ dominators }: HeapGraph, node: number): Uint32Array {
  const { order, place, subtreeCount } = dominators;
  const start = place[node] as number;
  const end = start + (subtreeCount[start] as number);
  const children: number[] = [];
  for (let at = start + 1; at < end; at += subtreeCount[at] as number) children.push(order[at] as number);
  return Uint32Array.from(children);
}

/** The node, the one that dominates it, and so on up to the root. */
export function dominatorChain(graph: HeapGraph, node: number): number[] {
  const { snapshot } = graph;
  const chain = [node];
  for (let at = node; at !== snapshot.root; chain.push(at)) at = dominatorOf(graph, at);
  return chain;
}

export function sortNodes(graph: HeapGraph, nodes: Uint32Array, order: NodeOrder): Uint32Array {
  const keys = [keyBy(nodeValue(graph, order.by), order.ascending)];
  if (order.thenBy) keys.push(keyBy(nodeValue(graph, order.thenBy), order.thenAscending ?? true));
  return sortByKeys(nodes, keys);
}

/** The number that a node has in a column. */
export function nodeValue(graph: HeapGraph, column: NodeColumn): (node: number) => number {
  if (column === 'retainedSize') return node => retainedSizeOf(graph, node);
  const values = column === 'id' ? graph.snapshot.nodes.id : graph[column];
  return node => values[node] as number;
}
