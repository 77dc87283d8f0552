import type { CallTree } from './call-tree.ts';
import { Column } from './column.ts';
import type { Frame } from './frame.ts';
import { PathHasher } from './path-key.ts';
import { mapSides } from './side-figures.ts';
import { finishTree } from './tree-builder.ts';
import { NodeInterner } from './tree-interner.ts';

/** Which nodes of a bottom-up tree lie open: all, those with these keys, or so many levels of its heaviest path. */
export type Opened = 'all' | ReadonlySet<number> | number;

/** A node whose caller is open has so many levels below it: it can be seen whether it has callers, and they are there when it is opened. */
const levelsAhead = 2;

/**
 * The bottom-up tree: below the root each function that has weight of its own, below it its callers, outwards.
 * The self weight of a node counts once, to its own function and along the one path of its callers, so that recursion counts nothing twice:
 * the `total` of a function at the first level is the sum of its self weights. `self` is what came from stacks that end there.
 * It is made as far as somebody sees it: where a path ends that goes on, `self` is all that comes that way.
 * Time and space are linear in the nodes with weight of their own, times the levels that are open.
 */
export function invert(tree: CallTree, opened: Opened = 'all'): CallTree {
  const hasher = hasherOf(tree.frames);
  const nodes = new NodeInterner();
  const key = new Column(Float64Array);
  /** For each node, how many levels below it are made though it is not open. */
  const ahead = new Column(Uint32Array);
  const isOpen = opennessOf(tree, opened, nodes, key);
  const childOf = (above: number, frame: number): number => {
    const node = nodes.child(above, frame);
    if (node < key.length) return node;
    key.push(hasher.key(above === -1 ? 0 : key.get(above), frame));
    ahead.push(above === -1 || isOpen.node(above) ? levelsAhead : ahead.get(above) - 1);
    return node;
  };
  childOf(-1, tree.frame[0] ?? 0);

  const figures = [tree.self, ...Object.values(tree.beside).map(side => side.self)];
  /** The nodes whose path of callers goes on. */
  let going = tree.frame.map((_, node) => node).filter(node => node > 0 && figures.some(figure => figure[node] !== 0));
  /** For each node, the caller that its path has come to, and the end of that path; the root for one that has no figure of its own. */
  const caller = Int32Array.from({ length: tree.nodeCount }, (_, node) => node);
  const endOf = new Uint32Array(tree.nodeCount);
  while (going.length > 0) {
    for (const node of going) {
      const at = caller[node] as number;
      endOf[node] = childOf(endOf[node] as number, tree.frame[at] as number);
      caller[node] = tree.parent[at] as number;
    }
    isOpen.levelMade(going, endOf);
    let kept = 0;
    for (const node of going) {
      const end = endOf[node] as number;
      if ((caller[node] as number) > 0 && (ahead.get(end) > 0 || isOpen.node(end))) going[kept++] = node;
    }
    going = going.subarray(0, kept);
  }

  const parent = nodes.parent.copy();
  const selfOf = (figure: Float64Array): Float64Array => {
    const self = new Float64Array(parent.length);
    figure.forEach((value, node) => {
      const end = endOf[node] as number;
      self[end] = (self[end] as number) + value;
    });
    return self;
  };
  const beside = mapSides(tree.beside, ({ self }) => selfOf(self));
  return finishTree(tree.unit, tree.frames, parent, nodes.frame.copy(), selfOf(tree.self), key.copy(), beside);
}

interface Openness {
  node(node: number): boolean;
  /** Another level is there: which of its nodes is on the heaviest path can be told. */
  levelMade(going: Uint32Array, endOf: Uint32Array): void;
}

function opennessOf(tree: CallTree, opened: Opened, nodes: NodeInterner, key: Column<Float64Array>): Openness {
  if (opened === 'all') return { node: () => true, levelMade: () => {} };
  if (typeof opened !== 'number') return { node: node => node === 0 || opened.has(key.get(node)), levelMade: () => {} };
  const path = new Set([0]);
  let last = 0;
  return {
    node: node => path.has(node),
    levelMade(going, endOf) {
      if (path.size > opened) return;
      const weights = new Map<number, number>();
      for (const node of going) {
        const end = endOf[node] as number;
        if (nodes.parent.get(end) === last) weights.set(end, (weights.get(end) ?? 0) + (tree.self[node] as number));
      }
      // Of equals the first, as among siblings.
      const [first, ...others] = [...weights].sort(([a], [b]) => a - b);
      if (!first) return;
      last = others.reduce((best, next) => (next[1] > best[1] ? next : best), first)[0];
      path.add(last);
    },
  };
}

/** The hashes of a table of frames, which only grows and is the same from moment to moment. */
const hashers = new WeakMap<readonly Frame[], { readonly hasher: PathHasher; count: number }>();

function hasherOf(frames: readonly Frame[]): PathHasher {
  const known = hashers.get(frames) ?? { hasher: new PathHasher(), count: 0 };
  hashers.set(frames, known);
  for (; known.count < frames.length; known.count++) known.hasher.addFrame(frames[known.count] as Frame);
  return known.hasher;
}
