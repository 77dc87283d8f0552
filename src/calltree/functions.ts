import type { CallTree, NodeSums, SideFigures, WeightUnit } from './call-tree.ts';
import { mapSides } from './side-figures.ts';

/** The functions of a tree as columns, one row per function, in descending self weight. */
export interface FunctionTable {
  readonly unit: WeightUnit;
  /** Number of rows. */
  readonly count: number;
  /** Weight of the whole tree. */
  readonly whole: number;
  /** For each row, the index of its frame in the tree's `frames`. */
  readonly frame: Uint32Array;
  /** For each row, the weight of the function alone. */
  readonly self: Float64Array;
  /** For each row, the weight of everything on whose stack the function is: once, however often recursion put it there. */
  readonly total: Float64Array;
  /** For each row, the number of nodes the function has in the tree. */
  readonly nodeCount: Uint32Array;
  /** Figures beside the weight, summed as it is. */
  readonly beside: SideFigures;
}

/** Sums a call tree by function. The root is none, nor is a frame that `isNone` or weighs nothing. */
export function functionsOf(tree: CallTree, isNone: (frame: number) => boolean = () => false): FunctionTable {
  const newSums = (): NodeSums => ({
    self: new Float64Array(tree.frames.length),
    total: new Float64Array(tree.frames.length),
  });
  const weight = newSums();
  const sides = mapSides(tree.beside, figures => ({ figures, sums: newSums() }));
  const sums = [{ figures: tree as NodeSums, sums: weight }, ...Object.values(sides)];
  const nodeCount = new Uint32Array(tree.frames.length);
  const onStack = new Uint32Array(tree.frames.length);

  // Depth first by the links of the tree: `enter` on the way down, `leave` on the way up.
  let node = tree.firstChild[0] ?? -1;
  while (node > 0) {
    const frame = tree.frame[node] as number;
    for (const { figures, sums: sum } of sums) {
      add(sum.self, frame, figures.self[node] as number);
      if (onStack[frame] === 0) add(sum.total, frame, figures.total[node] as number);
    }
    add(nodeCount, frame, 1);
    add(onStack, frame, 1);

    let next = tree.firstChild[node] as number;
    while (next === -1 && node > 0) {
      add(onStack, tree.frame[node] as number, -1);
      next = tree.nextSibling[node] as number;
      node = tree.parent[node] as number;
    }
    node = next;
  }

  const frame = Uint32Array.from(nodeCount.keys())
    .filter(index => weight.total[index] !== 0 && !isNone(index))
    .sort(
      (a, b) =>
        (weight.self[b] as number) - (weight.self[a] as number) ||
        (weight.total[b] as number) - (weight.total[a] as number),
    );
  return {
    unit: tree.unit,
    count: frame.length,
    whole: tree.total[0] ?? 0,
    frame,
    ...rowsOf(weight, frame),
    nodeCount: frame.map(index => nodeCount[index] as number),
    beside: mapSides(sides, side => rowsOf(side.sums, frame)),
  };
}

function rowsOf({ self, total }: NodeSums, frames: Uint32Array): NodeSums {
  return {
    self: Float64Array.from(frames, frame => self[frame] as number),
    total: Float64Array.from(frames, frame => total[frame] as number),
  };
}

function add(sums: Float64Array | Uint32Array, index: number, value: number): void {
  sums[index] = (sums[index] as number) + value;
}
