import type { Frame } from './frame.ts';

export type WeightUnit = 'bytes' | 'microseconds';

/**
 * What may stand beside the weight of a tree. Of a change: bytes alive before and after it, and what samples that came or went
 * weigh, which its error is told by. Of allocations: bytes of them that are still alive.
 */
export type SideFigure = 'before' | 'after' | 'moved' | 'kept';

/** Sums like the weight of a tree. */
export interface NodeSums {
  /** For each node, the figure of the node alone. */
  readonly self: Float64Array;
  /** For each node, the figure of the node and everything below it. */
  readonly total: Float64Array;
}

export type SideFigures = Readonly<Partial<Record<SideFigure, NodeSums>>>;

/**
 * A weighted call tree as a struct of arrays; immutable once built.
 * Node 0 is the root; a parent's index is always less than its children's, so that one pass from the end sums totals.
 */
export interface CallTree {
  readonly unit: WeightUnit;
  readonly nodeCount: number;
  /** For each node, the index of its parent; -1 for the root. */
  readonly parent: Int32Array;
  /** For each node, the index of its frame in `frames`. */
  readonly frame: Uint32Array;
  /** For each node, the weight of the node alone. */
  readonly self: Float64Array;
  /** For each node, the weight of the node and everything below it. */
  readonly total: Float64Array;
  /** For each node, its heaviest child, or -1. Siblings are linked in descending total. */
  readonly firstChild: Int32Array;
  /** For each node, the sibling next in weight, or -1. */
  readonly nextSibling: Int32Array;
  /** For each node, a hash of its path of frames: the same path has the same key in every update, so that selection and expansion survive. */
  readonly key: Float64Array;
  /** For each frame index, the place in the code. */
  readonly frames: readonly Frame[];
  /** Figures beside the weight: turned, filtered and summed as it is. */
  readonly beside: SideFigures;
}
