import type { CallTree } from './call-tree.ts';
import { PathHasher } from './path-key.ts';
import { mapSides } from './side-figures.ts';
import { finishTree } from './tree-builder.ts';
import { NodeInterner } from './tree-interner.ts';

/**
 * The bottom-up tree: below the root each function that has weight of its own, below it its callers, outwards.
 * The self weight of a node counts once, to its own function and along the one path of its callers, so that recursion counts nothing twice:
 * the `total` of a function at the first level is the sum of its self weights. `self` is what came from stacks that end there.
 * Time and space are linear in the sum of the depths of the nodes with weight of their own.
 */
export function invert(tree: CallTree): CallTree {
  const nodes = new NodeInterner();
  nodes.child(-1, tree.frame[0] ?? 0);
  const figures = [tree.self, ...Object.values(tree.beside).map(side => side.self)];
  /** For each node, the one at the end of its path of callers; the root for one that has no figure of its own. */
  const endOf = new Uint32Array(tree.nodeCount);
  for (let node = 1; node < tree.nodeCount; node++) {
    if (figures.every(figure => figure[node] === 0)) continue;
    let inverted = 0;
    for (let caller = node; caller > 0; caller = tree.parent[caller] as number) {
      inverted = nodes.child(inverted, tree.frame[caller] as number);
    }
    endOf[node] = inverted;
  }

  const parent = nodes.parent.copy();
  const frame = nodes.frame.copy();
  const selfOf = (figure: Float64Array): Float64Array => {
    const self = new Float64Array(parent.length);
    figure.forEach((value, node) => {
      const end = endOf[node] as number;
      self[end] = (self[end] as number) + value;
    });
    return self;
  };
  const beside = mapSides(tree.beside, ({ self }) => selfOf(self));
  return finishTree(tree.unit, tree.frames, parent, frame, selfOf(tree.self), keysOf(tree, parent, frame), beside);
}

function keysOf(tree: CallTree, parent: Int32Array, frame: Uint32Array): Float64Array {
  const hasher = new PathHasher();
  for (const place of tree.frames) hasher.addFrame(place);
  const key = new Float64Array(parent.length);
  for (let node = 0; node < parent.length; node++) {
    key[node] = hasher.key(node === 0 ? 0 : (key[parent[node] as number] as number), frame[node] as number);
  }
  return key;
}
