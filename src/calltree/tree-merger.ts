import type { CallTree, WeightUnit } from './call-tree.ts';
import { Column } from './column.ts';
import type { Frame } from './frame.ts';
import { PathHasher } from './path-key.ts';
import { finishTree } from './tree-builder.ts';

/** A tree to be merged, and the frame that takes the place of its root. */
export interface TreePart {
  readonly tree: CallTree;
  readonly top: Frame;
}

const rootFrame: Frame = { functionName: '(root)', url: '', line: 0, column: 0 };

/**
 * Puts trees below one root, each under a frame of its own. Its table of frames only grows from one merging to the next, as theirs do,
 * so that a receiver needs to be sent only what is new. Equal frames of different trees are one.
 */
export class TreeMerger {
  readonly frames: Frame[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #hasher = new PathHasher();
  /** For each part, by the text of its top frame: for each of its frames, the merged one. */
  readonly #merged = new Map<string, Column<Uint32Array>>();
  readonly #tops = new Set<number>();

  constructor(private readonly unit: WeightUnit) {
    this.#intern(rootFrame);
  }

  /** Whether a frame stands for a whole tree that was merged. */
  isTop(frame: number): boolean {
    return this.#tops.has(frame);
  }

  /** Figures beside the weight stay out. @param parts of the same unit, in the same order each time; a part that is new goes to the end. */
  merge(parts: readonly TreePart[]): CallTree {
    const nodeCount = parts.reduce((sum, { tree }) => sum + tree.nodeCount, 1);
    const parent = new Int32Array(nodeCount).fill(-1);
    const frame = new Uint32Array(nodeCount);
    const self = new Float64Array(nodeCount);
    const key = new Float64Array(nodeCount);
    key[0] = this.#hasher.key(0, 0);
    let offset = 1;
    for (const { tree, top } of parts) {
      const merged = this.#framesOf(tree, top);
      for (let node = 0; node < tree.nodeCount; node++) {
        const at = offset + node;
        const above = node === 0 ? 0 : offset + (tree.parent[node] as number);
        parent[at] = above;
        frame[at] = node === 0 ? this.#intern(top) : merged.get(tree.frame[node] as number);
        self[at] = tree.self[node] as number;
        key[at] = this.#hasher.key(key[above] as number, frame[at] as number);
      }
      offset += tree.nodeCount;
    }
    return finishTree(this.unit, this.frames, parent, frame, self, key);
  }

  /** For a frame of the part under `top`, the merged one; -1 when the part was never merged. */
  mergedFrame(top: Frame, frame: number): number {
    const merged = this.#merged.get(textOf(top));
    return merged && frame < merged.length ? merged.get(frame) : -1;
  }

  #framesOf(tree: CallTree, top: Frame): Column<Uint32Array> {
    this.#tops.add(this.#intern(top));
    const text = textOf(top);
    const known = this.#merged.get(text) ?? new Column(Uint32Array);
    this.#merged.set(text, known);
    for (let frame = known.length; frame < tree.frames.length; frame++) {
      known.push(this.#intern(tree.frames[frame] ?? rootFrame));
    }
    return known;
  }

  #intern(frame: Frame): number {
    const text = textOf(frame);
    const known = this.#indexOf.get(text);
    if (known !== undefined) return known;
    this.#indexOf.set(text, this.frames.length);
    this.frames.push(frame);
    this.#hasher.addFrame(frame);
    return this.frames.length - 1;
  }
}

const textOf = ({ functionName, url, line, column }: Frame): string => `${line}:${column}:${functionName}\n${url}`;
