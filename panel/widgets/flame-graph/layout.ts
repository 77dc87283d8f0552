import type { CallTree } from '../../../src/calltree/call-tree.ts';
import type { FlameRange } from './range.ts';

/** The arrays of a call tree that a flame graph draws. */
export type FlameTree = Pick<
  CallTree,
  'nodeCount' | 'parent' | 'frame' | 'total' | 'firstChild' | 'nextSibling' | 'key'
>;

/** Boxes of which less than this many pixels are in view are left out, with everything below them. */
const narrowestBox = 0.5;

/** The boxes in view, parents before children and each depth from left to right; its arrays are reused by every `compute`. */
export class FlameLayout {
  /** How many boxes there are; only so many entries of the arrays count. */
  count = 0;
  /** Levels from the root to the deepest box. */
  levels = 0;
  /** For each box, its left edge in pixels from the left of the view; may lie outside the view. */
  x = new Float64Array(1024);
  /** For each box, its width in pixels. */
  width = new Float64Array(1024);
  /** For each box, its level; the root has 0. */
  depth = new Uint32Array(1024);
  /** For each box, its node in the tree. */
  node = new Int32Array(1024);
  /** For each level of the path being walked, the right edge of its box in pixels. */
  #right = new Float64Array(128);

  /** Places the boxes of the part `range` of the root's weight in a view `viewWidth` pixels wide. */
  compute(tree: FlameTree, range: FlameRange, viewWidth: number): void {
    this.count = 0;
    this.levels = 0;
    const whole = tree.total[0] ?? 0;
    const span = range.to - range.from;
    if (tree.nodeCount === 0 || !(whole > 0) || !(span > 0) || !(viewWidth > 0)) return;
    const { parent, total, firstChild, nextSibling } = tree;
    const scale = viewWidth / (whole * span);
    let node = 0;
    let depth = 0;
    let left = (-range.from / span) * viewWidth;
    while (node !== -1) {
      const width = (total[node] ?? 0) * scale;
      const right = left + width;
      // Siblings come in descending weight and from left to right, so none after this one can be in view either.
      const restIsOut = width < narrowestBox || left > viewWidth - narrowestBox;
      const isIn = !restIsOut && right >= narrowestBox;
      if (isIn) this.#add(left, width, depth, node);
      const child = firstChild[node] ?? -1;
      if (isIn && child !== -1) {
        this.#keepRight(depth, right);
        node = child;
        depth++;
        continue;
      }
      let next = restIsOut || depth === 0 ? -1 : (nextSibling[node] ?? -1);
      left = right;
      while (next === -1 && depth > 0) {
        node = parent[node] ?? -1;
        depth--;
        left = this.#right[depth] ?? 0;
        next = depth === 0 ? -1 : (nextSibling[node] ?? -1);
      }
      node = next;
    }
  }

  /** The box at a point, `x` in pixels from the left of the view, or -1. */
  boxAt(x: number, depth: number): number {
    for (let box = 0; box < this.count; box++) {
      if (this.depth[box] !== depth) continue;
      const left = this.x[box] ?? 0;
      if (x >= left && x < left + (this.width[box] ?? 0)) return box;
    }
    return -1;
  }

  /** The box of a node, or -1 when it is out of view or too narrow. */
  boxOfNode(node: number): number {
    for (let box = 0; box < this.count; box++) {
      if (this.node[box] === node) return box;
    }
    return -1;
  }

  /** The nearest box of the same level on the left (-1) or on the right (1) of `box`, or -1. */
  besides(box: number, direction: -1 | 1): number {
    for (let other = box + direction; other >= 0 && other < this.count; other += direction) {
      if (this.depth[other] === this.depth[box]) return other;
    }
    return -1;
  }

  #add(x: number, width: number, depth: number, node: number): void {
    const box = this.count++;
    if (box === this.node.length) this.#grow();
    this.x[box] = x;
    this.width[box] = width;
    this.depth[box] = depth;
    this.node[box] = node;
    if (depth >= this.levels) this.levels = depth + 1;
  }

  #keepRight(depth: number, right: number): void {
    if (depth === this.#right.length) {
      const longer = new Float64Array(depth * 2);
      longer.set(this.#right);
      this.#right = longer;
    }
    this.#right[depth] = right;
  }

  #grow(): void {
    const capacity = this.node.length * 2;
    const { x, width, depth, node } = this;
    this.x = new Float64Array(capacity);
    this.width = new Float64Array(capacity);
    this.depth = new Uint32Array(capacity);
    this.node = new Int32Array(capacity);
    this.x.set(x);
    this.width.set(width);
    this.depth.set(depth);
    this.node.set(node);
  }
}
