import type { DominatorTree } from '../heap-graph.ts';
import { mostIn32Bits, type Sizes } from '../sizes.ts';
import type { DepthFirst } from './depth-first.ts';
import type { Scratch } from './scratch.ts';

/** Tables that a dominator tree consists of. */
export const tablesOfTree = 5;

/**
 * Numbers the dominator tree so that each subtree is a range, and adds up the sizes of each, in bytes.
 * Works in depth-first order, in which dominators come before what they dominate and mostly next to it; only the results go by node.
 * @param dominator for each number in depth-first order, that of its immediate dominator; what is in it afterwards means nothing.
 * @param sizes for each node, its size in bytes.
 * @param total of the sizes
 */
export function dominatorTree(
  dominator: Uint32Array,
  sizes: Sizes,
  total: number,
  { vertex }: DepthFirst,
  scratch: Scratch,
): DominatorTree {
  const nodeCount = sizes.length;
  const isNarrow = total <= mostIn32Bits;
  /** For each number, the bytes and the nodes of its subtree. */
  const bytes: Sizes = (isNarrow ? scratch.take(nodeCount + 1) : new Float64Array(nodeCount + 1)).fill(0);
  const nodes = scratch.take(nodeCount + 1).fill(0);
  for (let w = nodeCount; w > 0; w--) {
    const sum = (bytes[w] as number) + (sizes[vertex[w] as number] as number);
    const count = (nodes[w] as number) + 1;
    bytes[w] = sum;
    nodes[w] = count;
    if (w === 1) break;
    const above = dominator[w] as number;
    bytes[above] = (bytes[above] as number) + sum;
    nodes[above] = (nodes[above] as number) + count;
  }
  const tree = {
    order: scratch.keep(nodeCount),
    place: scratch.keep(nodeCount),
    dominator: scratch.keep(nodeCount),
    subtreeCount: scratch.keep(nodeCount),
    retainedSize: isNarrow ? scratch.keep(nodeCount) : new Float64Array(nodeCount),
  };
  const { order, place: placeOf, dominator: dominatorAt, subtreeCount, retainedSize } = tree;
  /** For each number that has been passed, the place that its next child begins at: how many nodes its subtree has is not asked again. */
  const next = nodes;
  /** For each number that has been passed, its place; a dominator comes before what it dominates. */
  const passed = dominator;
  for (let w = 1; w <= nodeCount; w++) {
    const node = vertex[w] as number;
    const above = dominator[w] as number;
    const place = w === 1 ? 0 : (next[above] as number);
    const count = nodes[w] as number;
    next[above] = place + count;
    next[w] = place + 1;
    dominatorAt[place] = w === 1 ? 0 : (passed[above] as number);
    passed[w] = place;
    order[place] = node;
    subtreeCount[place] = count;
    placeOf[node] = place;
    retainedSize[place] = bytes[w] as number;
  }
  return tree;
}
