import type { TreeGrowth } from '../recording/rows.ts';
import { Column } from './column.ts';
import { type Frame, sameFrame } from './frame.ts';

/** Numbers the children of nodes: the same frame below the same parent is the same node. */
export class NodeInterner {
  readonly parent = new Column(Int32Array);
  readonly frame = new Column(Uint32Array);
  /** Hash table of nodes by parent and frame with linear probing, at most half full: node + 1, 0 is free. A `Map` ends at 2^24 entries. */
  #table = new Uint32Array(256);

  get count(): number {
    return this.parent.length;
  }

  /** Index of the node for `frame` below `parent` (-1 for the root), made when it is new. */
  child(parent: number, frame: number): number {
    const slot = this.#slotOf(parent, frame);
    const known = this.#table[slot] as number;
    if (known !== 0) return known - 1;
    const node = this.count;
    this.parent.push(parent);
    this.frame.push(frame);
    this.#table[slot] = node + 1;
    if (this.count * 2 > this.#table.length) this.#widen();
    return node;
  }

  /** Where the node stands, or would stand. */
  #slotOf(parent: number, frame: number): number {
    const mask = this.#table.length - 1;
    let hash = Math.imul(parent + 1, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const node = (this.#table[slot] as number) - 1;
      if (node === -1 || (this.parent.get(node) === parent && this.frame.get(node) === frame)) return slot;
    }
  }

  #widen(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let node = 0; node < this.count; node++) {
      this.#table[this.#slotOf(this.parent.get(node), this.frame.get(node))] = node + 1;
    }
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
