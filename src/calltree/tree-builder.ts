import type { TreeGrowth } from '../recording/rows.ts';
import type { CallTree, WeightUnit } from './call-tree.ts';
import { Column } from './column.ts';
import type { Frame } from './frame.ts';
import { PathHasher } from './path-key.ts';
import { linkSiblings } from './sibling-order.ts';
import { mapSides, type SideSelves } from './side-figures.ts';

/** A call tree that grows and changes its weights; `build` hands out what it is now. */
export class TreeBuilder {
  /** Shared by every tree built here: it only grows. */
  readonly frames: Frame[] = [];
  readonly #parent = new Column(Int32Array);
  readonly #frame = new Column(Uint32Array);
  readonly #self = new Column(Float64Array);
  readonly #key = new Column(Float64Array);
  readonly #hasher = new PathHasher();

  get nodeCount(): number {
    return this.#parent.length;
  }

  /** Adds frames and nodes. Costs as much as they are many. @throws RangeError when a node names a parent or frame that is not there. */
  apply(growth: TreeGrowth): void {
    for (const frame of growth.frames) {
      this.frames.push(frame);
      this.#hasher.addFrame(frame);
    }
    for (let i = 0; i < growth.nodeParent.length; i++) this.#addNode(growth.nodeParent[i] ?? -1, growth.nodeFrame[i]);
  }

  /** @throws RangeError when there is no such node. */
  setSelf(node: number, value: number): void {
    this.#self.set(node, value);
  }

  /** @throws RangeError when there is no such node. */
  addSelf(node: number, value: number): void {
    this.#self.set(node, this.#self.get(node) + value);
  }

  self(node: number): number {
    return this.#self.get(node);
  }

  /** The index of a node's frame. */
  frameOf(node: number): number {
    return this.#frame.get(node);
  }

  /** For each node, the index of its frame, without a copy: valid until the tree grows. */
  frameIndices(): Uint32Array {
    return this.#frame.view();
  }

  /** Everything there is now, as the growth of an empty tree. */
  growth(): TreeGrowth {
    return { frames: this.frames.slice(), nodeParent: this.#parent.copy(), nodeFrame: this.#frame.copy() };
  }

  /**
   * The tree as it is now, null while it has no root. Later changes do not reach it; only its table of frames grows on.
   * @param self weights for each node in place of those that were set.
   */
  build(unit: WeightUnit, self = this.#self.copy()): CallTree | null {
    if (this.nodeCount === 0) return null;
    return finishTree(unit, this.frames, this.#parent.copy(), this.#frame.copy(), self, this.#key.copy());
  }

  #addNode(parent: number, frame: number | undefined): void {
    const node = this.#parent.length;
    const hasParent = node === 0 ? parent === -1 : parent >= 0 && parent < node;
    if (!hasParent) throw new RangeError(`node ${node} cannot stand below node ${parent}`);
    if (frame === undefined || frame >= this.frames.length) throw new RangeError(`node ${node} has no frame ${frame}`);
    this.#parent.push(parent);
    this.#frame.push(frame);
    this.#self.push(0);
    this.#key.push(this.#hasher.key(node === 0 ? 0 : this.#key.get(parent), frame));
  }
}

/**
 * Adds what follows from a tree's structure and weights: totals, and the order of siblings. Keeps the arrays it is given.
 * @param beside for each figure beside the weight, that of each node alone.
 */
export function finishTree(
  unit: WeightUnit,
  frames: readonly Frame[],
  parent: Int32Array,
  frame: Uint32Array,
  self: Float64Array,
  key: Float64Array,
  beside: SideSelves = {},
): CallTree {
  const total = totalsOf(parent, self);
  const sides = mapSides(beside, own => ({ self: own, total: totalsOf(parent, own) }));
  const links = linkSiblings(parent, total);
  return { unit, nodeCount: parent.length, parent, frame, self, total, key, frames, beside: sides, ...links };
}

function totalsOf(parent: Int32Array, self: Float64Array): Float64Array {
  const total = self.slice();
  // A parent comes before its children, so that each total is complete when it is added to the parent's.
  for (let node = total.length - 1; node > 0; node--) {
    const up = parent[node] as number;
    total[up] = (total[up] as number) + (total[node] as number);
  }
  return total;
}
