import type { CallTree } from './call-tree.ts';
import { finishTree } from './tree-builder.ts';

/**
 * The nodes of a tree whose `kept` is not 0, numbered anew in the old order, with `self` as their weights. Keys stay.
 * A kept node's parent has to be kept too; the root is in any case.
 */
export function subsetOf(tree: CallTree, kept: Uint8Array, self: (node: number) => number): CallTree {
  const nodes = Uint32Array.from(kept.keys()).filter(node => node === 0 || kept[node] !== 0);
  const numbered = new Int32Array(tree.nodeCount).fill(-1);
  nodes.forEach((node, i) => {
    numbered[node] = i;
  });
  return finishTree(
    tree.unit,
    tree.frames,
    Int32Array.from(nodes, node => (node === 0 ? -1 : (numbered[tree.parent[node] as number] as number))),
    nodes.map(node => tree.frame[node] as number),
    Float64Array.from(nodes, self),
    Float64Array.from(nodes, node => tree.key[node] as number),
  );
}

/** The tree without the nodes that weigh nothing: places that once held something, all of which has been collected since. */
export function withoutWeightless(tree: CallTree): CallTree {
  const weighs = Uint8Array.from(tree.total, total => Number(total > 0));
  return subsetOf(tree, weighs, node => tree.self[node] as number);
}
