import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { DepthFirst } from './depth-first.ts';
import { tablesOfTree } from './dominator-tree.ts';
import { findJoins, type Joins } from './joins.ts';
import { LowestAbove } from './lowest-above.ts';
import { bucketSize, Predecessors } from './predecessors.ts';
import type { Scratch } from './scratch.ts';

/**
 * For each number in depth-first order, that of its immediate dominator; the root's is the root's.
 *
 * Semi-NCA: semidominators as in Lengauer and Tarjan (1979), then each immediate dominator as the nearest common ancestor of
 * parent and semidominator in the tree built so far: L. Georgiadis, R. E. Tarjan, R. F. Werneck, "Finding Dominators in Practice",
 * JGAA 10 (2006), 69–94. Dominators are unique, so that DevTools' engine (Lengauer-Tarjan) finds the same.
 *
 * A node that a single edge leads to is dominated by its parent: all work is on the other ones, the joins, which fit in a cache.
 * O(m + n log n), next to: the lowest semidominator on a path is that of a set, and common ancestors are found by jumps, where semi-NCA walks.
 */
export function dominatorsOf(
  snapshot: HeapSnapshot,
  essential: Uint8Array,
  depths: DepthFirst,
  scratch: Scratch,
): Uint32Array {
  const joins = findJoins(snapshot, depths, scratch);
  const predecessors = new Predecessors(snapshot, essential, depths, joins);
  // From here on only the order of numbers counts, not the nodes that they stand for.
  scratch.giveBack(depths.number, joins.joinOf);
  const semi = semidominators(snapshot.nodeCount, predecessors, depths.parent, joins, scratch);
  const dominator = commonAncestors(depths.parent, semi, joins);
  scratch.giveBack(joins.joinAt);
  scratch.adopt(predecessors.memory, tablesOfTree);
  return dominator;
}

/** For each join, its semidominator, as a number in depth-first order. */
function semidominators(
  nodeCount: number,
  predecessors: Predecessors,
  parent: Uint32Array,
  { count, number, joinAt }: Joins,
  scratch: Scratch,
): Uint32Array {
  /** For each number of a node that is no join, an ancestor that is none further up than the joins that are still to come. */
  const above = scratch.take(nodeCount + 1);
  above.set(parent);
  const room = scratch.take(nodeCount + 1);
  const lowestAbove = new LowestAbove(count, room);
  const semi = new Uint32Array(count + 1);
  for (let bucket = predecessors.bucketCount - 1; bucket >= 0; bucket--) {
    const { source, end } = predecessors.sorted(bucket);
    const first = bucket * bucketSize;
    for (let join = Math.min(first + bucketSize - 1, count); join >= first && join > 1; join--) {
      const w = number[join] as number;
      let lowest = parent[w] as number;
      const last = end[join - first] as number;
      for (let i = join === first ? 0 : (end[join - first - 1] as number); i < last; i++) {
        let candidate = source[i] as number;
        if (candidate > nodeCount) candidate = lowestAbove.from(candidate - nodeCount);
        // Single edges go on to the nearest ancestor that w has in common; where no join is passed, that is what counts.
        if (candidate > w) candidate = ancestorUpTo(w, candidate, above);
        if (candidate < lowest) lowest = candidate;
      }
      semi[join] = lowest;
      lowestAbove.add(join, lowest, joinAt[parent[w] as number] as number);
    }
  }
  scratch.giveBack(above, room);
  return semi;
}

/** The nearest ancestor numbered `w` or less; halves the way for the next time. */
function ancestorUpTo(w: number, from: number, above: Uint32Array): number {
  let current = from;
  let next = above[current] as number;
  while (next > w) {
    const beyond = above[next] as number;
    above[current] = beyond;
    current = next;
    next = beyond;
  }
  return next;
}

/**
 * For each number, that of its dominator: the last node that the ways to its parent and to its semidominator have in common.
 * The parents are overwritten: most of them are the dominators.
 */
function commonAncestors(parent: Uint32Array, semi: Uint32Array, { count, number, joinAt }: Joins): Uint32Array {
  const dominator = parent;
  dominator[1] = 1;
  /** For each join, the one that its dominator is or hangs below; and one far up, so placed that any is reached in O(log n) (Myers 1983). */
  const up = new Uint32Array(count + 1);
  const jump = new Uint32Array(count + 1);
  /** For each join, how many joins dominate it, itself included. */
  const depth = new Uint32Array(count + 1);
  depth[1] = 1;
  for (let join = 2; join <= count; join++) {
    const w = number[join] as number;
    const lowest = semi[join] as number;
    const limit = joinAt[lowest] as number;
    let candidate = parent[w] as number;
    let current = joinAt[candidate] as number;
    if (current > limit) {
      while ((up[current] as number) > limit) {
        const far = jump[current] as number;
        current = far > limit ? far : (up[current] as number);
      }
      candidate = dominator[number[current] as number] as number;
    }
    // Below the same join both stand on one path of single edges.
    const found = Math.min(candidate, lowest);
    dominator[w] = found;
    const over = joinAt[found] as number;
    const far = jump[over] as number;
    const isEven =
      (depth[over] as number) - (depth[far] as number) ===
      (depth[far] as number) - (depth[jump[far] as number] as number);
    up[join] = over;
    jump[join] = isEven ? (jump[far] as number) : over;
    depth[join] = (depth[over] as number) + 1;
  }
  return dominator;
}
