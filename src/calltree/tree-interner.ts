import type { TreeGrowth } from '../recording/rows.ts';
import { Column } from './column.ts';
import { type Frame, sameFrame } from './frame.ts';

/** Room for 2^26 frames below each of 2^27 parents, in one exact double. */
const framesPerParent = 2 ** 26;

/** Numbers the children of nodes: the same frame below the same parent is the same node. */
export class NodeInterner {
  readonly parent = new Column(Int32Array);
  readonly frame = new Column(Uint32Array);
  readonly #known = new Map<number, number>();

  get count(): number {
    return this.parent.length;
  }

  /** Index of the node for `frame` below `parent` (-1 for the root), made when it is new. */
  child(parent: number, frame: number): number {
    const key = (parent + 1) * framesPerParent + frame;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = this.parent.length;
    this.#known.set(key, node);
    this.parent.push(parent);
    this.frame.push(frame);
    return node;
  }
}

/** Numbers frames: equal places in the code are the same frame. */
export class FrameInterner {
  readonly frames: Frame[] = [];
  readonly #known = new Map<string, number>();

  indexOf(frame: Frame): number {
    const key = `${frame.line}:${frame.column}:${frame.functionName}\n${frame.url}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.frames.length);
    return this.frames.push(frame) - 1;
  }
}

/** Builds a growing call tree node by node and hands out what is new since the last time. */
export class TreeInterner {
  readonly #frames = new FrameInterner();
  readonly #nodes = new NodeInterner();
  #framesTaken = 0;
  #nodesTaken = 0;

  get nodeCount(): number {
    return this.#nodes.count;
  }

  /** Index of the node for `frame` below `parent` (-1 for the root), made when it is new. */
  child(parent: number, frame: Frame): number {
    return this.#nodes.child(parent, this.#frames.indexOf(frame));
  }

  /** Whether `node` stands for `frame` below `parent`. */
  isChild(node: number, parent: number, frame: Frame): boolean {
    if (this.#nodes.parent.get(node) !== parent) return false;
    const known = this.#frames.frames[this.#nodes.frame.get(node)];
    return known !== undefined && sameFrame(known, frame);
  }

  /** The frames and nodes made since the last call. */
  takeGrowth(): TreeGrowth {
    const growth = {
      frames: this.#frames.frames.slice(this.#framesTaken),
      nodeParent: this.#nodes.parent.copy(this.#nodesTaken),
      nodeFrame: this.#nodes.frame.copy(this.#nodesTaken),
    };
    this.#framesTaken = this.#frames.frames.length;
    this.#nodesTaken = this.#nodes.count;
    return growth;
  }
}
