import type { DominatorTree } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { DepthFirst } from './depth-first.ts';

/**
 * For each node ordinal, the ordinal of its immediate dominator; the root's is the root.
 *
 * Semi-NCA: semidominators as in Lengauer and Tarjan (1979), then each immediate dominator as the nearest common ancestor of
 * parent and semidominator in the tree built so far. Its worst case is quadratic, but on real graphs it is the fastest known:
 * L. Georgiadis, R. E. Tarjan, R. F. Werneck, "Finding Dominators in Practice", JGAA 10 (2006), 69–94.
 * Dominators are unique, so that DevTools' engine (Lengauer-Tarjan) finds the same.
 * @param firstRetainer for each node, where its retainers begin when all edges are sorted by target.
 */
export function dominatorsOf(
  snapshot: HeapSnapshot,
  essential: Uint8Array,
  firstRetainer: Uint32Array,
  { vertex, number, parent, reachedCount }: DepthFirst,
): Uint32Array {
  const { nodeCount } = snapshot;
  const predecessor = new Uint32Array(snapshot.edgeCount);
  const end = sortPredecessors(snapshot, essential, firstRetainer, number, reachedCount, predecessor);

  /** For each number, its nearest ancestor that is not yet skipped, and the lowest semidominator on the way there: side by side, as they are read. */
  const link = new Uint32Array(2 * (nodeCount + 1));
  for (let w = 0; w <= nodeCount; w++) link[2 * w] = parent[w] as number;
  const semi = new Uint32Array(nodeCount + 1);
  const path = new Uint32Array(nodeCount + 1);
  for (let w = nodeCount; w > 1; w--) {
    const node = vertex[w] as number;
    let lowest = parent[w] as number;
    const last = end[node] as number;
    for (let i = firstRetainer[node] as number; i < last; i++) {
      let candidate = predecessor[i] as number;
      if (candidate > w) {
        const isDirect = (link[2 * candidate] as number) <= w;
        candidate = isDirect ? (link[2 * candidate + 1] as number) : lowestAbove(candidate, w, link, path);
      }
      if (candidate < lowest) lowest = candidate;
    }
    semi[w] = lowest;
    link[2 * w + 1] = lowest;
  }

  // Nothing is on the path any more: its place is taken by the dominators, by number.
  const dominator = path;
  dominator[1] = 1;
  for (let w = 2; w <= nodeCount; w++) {
    let candidate = parent[w] as number;
    while (candidate > (semi[w] as number)) candidate = dominator[candidate] as number;
    dominator[w] = candidate;
  }
  const byOrdinal = new Uint32Array(nodeCount);
  for (let w = 1; w <= nodeCount; w++) byOrdinal[vertex[w] as number] = vertex[dominator[w] as number] as number;
  return byOrdinal;
}

/**
 * Sorts the sources of the essential edges by target, as numbers in depth-first order; what cannot be reached holds nothing.
 * @returns for each node, where its predecessors end.
 */
function sortPredecessors(
  { nodeCount, nodes, edges }: HeapSnapshot,
  essential: Uint8Array,
  firstRetainer: Uint32Array,
  number: Uint32Array,
  reachedCount: number,
  predecessor: Uint32Array,
): Uint32Array {
  const { firstEdge } = nodes;
  const { target } = edges;
  const next = firstRetainer.slice(0, nodeCount);
  let edge = 0;
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number;
    const source = number[node] as number;
    if (source > reachedCount) {
      edge = end;
      continue;
    }
    for (; edge < end; edge++) {
      if (((essential[edge >>> 3] as number) & (1 << (edge & 7))) === 0) continue;
      const child = target[edge] as number;
      const slot = next[child] as number;
      next[child] = slot + 1;
      predecessor[slot] = source;
    }
  }
  return next;
}

/** The lowest semidominator from `v` up to, but without, the ancestors numbered `w` or less; shortens the way for the next time. */
function lowestAbove(v: number, w: number, link: Uint32Array, path: Uint32Array): number {
  let depth = 0;
  let top = v;
  for (let above = link[2 * v] as number; above > w; above = link[2 * above] as number) {
    path[depth++] = top;
    top = above;
  }
  let lowest = link[2 * top + 1] as number;
  const stop = link[2 * top] as number;
  while (depth > 0) {
    const current = path[--depth] as number;
    const own = link[2 * current + 1] as number;
    if (own < lowest) lowest = own;
    else link[2 * current + 1] = lowest;
    link[2 * current] = stop;
  }
  return lowest;
}

/** Numbers the dominator tree so that each subtree is a range. Dominators have lower numbers in depth-first order than what they dominate. */
export function numberDominatorTree(dominator: Uint32Array, { vertex }: DepthFirst): DominatorTree {
  const nodeCount = dominator.length;
  const subtreeCount = new Uint32Array(nodeCount).fill(1);
  for (let w = nodeCount; w > 1; w--) {
    const node = vertex[w] as number;
    const above = dominator[node] as number;
    subtreeCount[above] = (subtreeCount[above] as number) + (subtreeCount[node] as number);
  }
  const order = new Uint32Array(nodeCount);
  const place = new Uint32Array(nodeCount);
  /** For each node, the place that its next child begins at. */
  const next = new Uint32Array(nodeCount);
  for (let w = 1; w <= nodeCount; w++) {
    const node = vertex[w] as number;
    const above = dominator[node] as number;
    const own = w === 1 ? 0 : (next[above] as number);
    place[node] = own;
    order[own] = node;
    next[node] = own + 1;
    if (w > 1) next[above] = own + (subtreeCount[node] as number);
  }
  return { dominator, order, place, subtreeCount };
}

/** For each node, the sum of the sizes in its subtree of the dominator tree, in bytes. */
export function retainedSizes(sizes: Float64Array, dominator: Uint32Array, { vertex }: DepthFirst): Float64Array {
  const retained = sizes.slice();
  for (let w = dominator.length; w > 1; w--) {
    const node = vertex[w] as number;
    const above = dominator[node] as number;
    retained[above] = (retained[above] as number) + (retained[node] as number);
  }
  return retained;
}
