import type { CallTree } from './call-tree.ts';
import { mapSides } from './side-figures.ts';
import { finishTree } from './tree-builder.ts';

/**
 * The nodes of a tree whose `kept` is not 0, numbered anew in the old order. Keys stay.
 * A kept node's parent has to be kept too; the root is in any case. Figures of a node that is left out go to the node above.
 * @param counts for each node, 0 to leave out its own weight and figures; every node counts unless told.
 */
export function subsetOf(tree: CallTree, kept: Uint8Array, counts?: Uint8Array): CallTree {
  const nodes = Uint32Array.from(kept.keys()).filter(node => node === 0 || kept[node] !== 0);
  const numbered = new Int32Array(tree.nodeCount).fill(-1);
  nodes.forEach((node, i) => {
    numbered[node] = i;
  });
  const selfOf = (figures: Float64Array): Float64Array => {
    const self = counts ? figures.map((figure, node) => (counts[node] ? figure : 0)) : figures.slice();
    for (let node = self.length - 1; node > 0; node--) {
      if (kept[node]) continue;
      const above = tree.parent[node] as number;
      self[above] = (self[above] as number) + (self[node] as number);
    }
    return Float64Array.from(nodes, node => self[node] as number);
  };
  return finishTree(
    tree.unit,
    tree.frames,
    Int32Array.from(nodes, node => (node === 0 ? -1 : (numbered[tree.parent[node] as number] as number))),
    nodes.map(node => tree.frame[node] as number),
    selfOf(tree.self),
    Float64Array.from(nodes, node => tree.key[node] as number),
    mapSides(tree.beside, ({ self }) => selfOf(self)),
  );
}

/** The tree without the nodes that weigh nothing: places that once held something, all of which has been collected since. */
export function withoutWeightless(tree: CallTree): CallTree {
  if (tree.total.every(total => total > 0)) return tree;
  return subsetOf(
    tree,
    Uint8Array.from(tree.total, total => Number(total > 0)),
  );
}
