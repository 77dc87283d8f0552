import type { CallTree, WeightUnit } from './call-tree.ts';
import { finishTree } from './tree-builder.ts';

/** The structure of a tree, without weights. */
export type TreeShape = Pick<CallTree, 'parent' | 'frame' | 'key' | 'frames'>;

/** For each node, figures of the node alone. */
export interface ChangeSelves {
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** What the samples weigh that were there only before or only after. */
  readonly moved: Float64Array;
}

/**
 * What has changed between two states of a tree. A node weighs what it and everything below it have gained plus what they have lost,
 * so that no weight is negative and none hides another; the signed change of a node is `after` less `before`.
 * @param normalised takes both states as shares of their sums: `before` is scaled to the sum of `after`.
 */
export function changeTree(
  shape: TreeShape,
  selves: ChangeSelves,
  normalised = false,
  unit: WeightUnit = 'bytes',
): CallTree {
  const factor = normalised ? scaleTo(selves.before, selves.after) : 1;
  const before = selves.before.map(figure => figure * factor);
  const weight = selves.after.map((figure, node) => Math.abs(figure - (before[node] as number)));
  return finishTree(unit, shape.frames, shape.parent, shape.frame, weight, shape.key, { ...selves, before });
}

/** What the figures before have to be multiplied by to have the sum of those after. Nothing cannot be scaled to something. */
export function scaleTo(before: Float64Array, after: Float64Array): number {
  const [from, to] = [sumOf(before), sumOf(after)];
  return from > 0 && to > 0 ? to / from : 1;
}

const sumOf = (figures: Float64Array): number => figures.reduce((sum, figure) => sum + figure, 0);

/** What has become of a function or a stack. */
export type ChangeKind = 'new' | 'gone' | 'grown' | 'shrunk' | 'moved';

/** @param before and after the figures of both sides; where they are the same, what was gained is as much as what was lost: `moved`. */
export function changeKind(before: number, after: number): ChangeKind {
  // Shares brought to the same sum differ in the last digits.
  if (Math.abs(after - before) < 0.5) return 'moved';
  if (!(before > 0)) return 'new';
  if (!(after > 0)) return 'gone';
  return after > before ? 'grown' : 'shrunk';
}
