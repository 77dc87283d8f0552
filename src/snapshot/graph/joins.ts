import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { DepthFirst } from './depth-first.ts';

/**
 * Nodes that several edges lead to, and the root: only of these is the dominator not plain to see.
 * They have numbers from 1 on, in depth-first order; of a web page's nodes they are a tenth to a half.
 */
export interface Joins {
  readonly count: number;
  /** For each join, its number in depth-first order; entry 0 is not used. */
  readonly number: Uint32Array;
  /** For each number in depth-first order, the join that it is or that it hangs below with nothing but single edges between. */
  readonly joinAt: Uint32Array;
  /** For each node ordinal, the join that it is, or minus the one that it hangs below. */
  readonly joinOf: Int32Array;
  /** For each join, where its predecessors begin when the edges to joins are sorted by target; one entry more than joins. */
  readonly first: Uint32Array;
}

/** @param firstRetainer for each node, where its retainers begin when all edges are sorted by target. */
export function findJoins(
  { nodeCount }: HeapSnapshot,
  firstRetainer: Uint32Array,
  { vertex, parent }: DepthFirst,
): Joins {
  // A bit for each node stays in the cache, where the numbers of retainers would not.
  const isJoin = new Uint8Array(Math.ceil(nodeCount / 8));
  let most = 1;
  for (let node = 0; node < nodeCount; node++) {
    if ((firstRetainer[node + 1] as number) - (firstRetainer[node] as number) < 2) continue;
    isJoin[node >>> 3] = (isJoin[node >>> 3] as number) | (1 << (node & 7));
    most++;
  }
  const number = new Uint32Array(most + 1);
  const first = new Uint32Array(most + 2);
  const joinAt = new Uint32Array(nodeCount + 1);
  const joinOf = new Int32Array(nodeCount);
  // What leads to the root does not matter.
  const root = 1;
  number[root] = 1;
  joinAt[1] = root;
  joinOf[vertex[1] as number] = -root;
  let last = root;
  let edges = 0;
  for (let w = 2; w <= nodeCount; w++) {
    const node = vertex[w] as number;
    if (((isJoin[node >>> 3] as number) & (1 << (node & 7))) === 0) {
      const above = joinAt[parent[w] as number] as number;
      joinAt[w] = above;
      joinOf[node] = -above;
      continue;
    }
    last++;
    number[last] = w;
    joinAt[w] = last;
    joinOf[node] = last;
    first[last] = edges;
    edges += (firstRetainer[node + 1] as number) - (firstRetainer[node] as number);
  }
  first[last + 1] = edges;
  return { count: last, number, joinAt, joinOf, first };
}

/** For each join, the nodes that essential edges come from. */
export interface Predecessors {
  /**
   * Predecessors up to the number of nodes are numbers in depth-first order. A higher one stands for the join that is less by the number of nodes,
   * and for a node below it: where that join comes behind the target, how far below does not matter.
   */
  readonly source: Uint32Array;
  /** For each join, where its predecessors end in `source`; they begin at `Joins.first`. */
  readonly end: Uint32Array;
}

/** Sorts the sources of the essential edges to joins by target, by counting; what cannot be reached holds nothing. */
export function sortPredecessors(
  { nodeCount, nodes, edges }: HeapSnapshot,
  essential: Uint8Array,
  { number, reachedCount }: DepthFirst,
  { count, joinOf, first }: Joins,
): Predecessors {
  const { firstEdge } = nodes;
  const { target } = edges;
  const source = new Uint32Array(first[count + 1] as number);
  const next = first.slice();
  let edge = 0;
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number;
    const own = number[node] as number;
    if (own > reachedCount) {
      edge = end;
      continue;
    }
    const above = Math.abs(joinOf[node] as number);
    for (; edge < end; edge++) {
      const join = joinOf[target[edge] as number] as number;
      if (join < 0 || ((essential[edge >>> 3] as number) & (1 << (edge & 7))) === 0) continue;
      const slot = next[join] as number;
      next[join] = slot + 1;
      source[slot] = above > join ? nodeCount + above : own;
    }
  }
  return { source, end: next };
}
