import { Column } from '../../calltree/column.ts';
import type { Frame } from '../../calltree/frame.ts';
import { PathHasher } from '../../calltree/path-key.ts';
import { FrameInterner } from '../../calltree/tree-interner.ts';

const rootFrame: Frame = { functionName: '(root)', url: '', line: 0, column: 0 };

/** Which node of a call tree stands for which stack: a root above several isolates has none. */
export interface StackShape {
  /** For each node, the index of its parent; -1 for the root. */
  readonly parent: Int32Array;
  /** For each node, the index of its frame in `frames`. */
  readonly frame: Uint32Array;
  /** For each node, the hash of its path. */
  readonly key: Float64Array;
  readonly frames: readonly Frame[];
  /** Node of stack 0: 1 below a root made here, else 0. */
  readonly offset: number;
}

/**
 * The stacks of a recording: each is its caller's stack and one frame more. An isolate's root is a stack without a caller.
 * Tables only grow, so that a stack keeps its number.
 */
export class StackTable {
  readonly #caller = new Column(Int32Array);
  readonly #frame = new Column(Uint32Array);
  readonly #frames = new FrameInterner();
  /** For each root, the frame that names its isolate where there are several. */
  readonly #tops = new Map<number, number>();
  readonly #hasher = new PathHasher();
  /** Number of frames that the hasher has. */
  #hashed = 0;
  #shape: StackShape | null = null;

  constructor() {
    this.#frames.indexOf(rootFrame);
  }

  get count(): number {
    return this.#caller.length;
  }

  /** Only grows. */
  get frames(): readonly Frame[] {
    return this.#frames.frames;
  }

  /** The stack of `frame` called by `caller`; its number is new. */
  add(caller: number, frame: Frame): number {
    this.#caller.push(caller);
    this.#frame.push(this.#frames.indexOf(frame));
    this.#shape = null;
    return this.count - 1;
  }

  /** An isolate's root. @param top stands for it where there are several. */
  addRoot(frame: Frame, top: Frame): number {
    const root = this.add(-1, frame);
    this.#tops.set(root, this.#frames.indexOf(top));
    return root;
  }

  /** The frames of a stack without its root, outermost first; null when there is no such stack, or nothing on it. */
  trace(stack: number): Frame[] | null {
    if (!(stack >= 0 && stack < this.count) || this.#caller.get(stack) === -1) return null;
    const trace: Frame[] = [];
    for (let at = stack; this.#caller.get(at) !== -1; at = this.#caller.get(at)) {
      trace.push(this.frames[this.#frame.get(at)] ?? rootFrame);
    }
    return trace.reverse();
  }

  /** The table as a tree of one root. */
  shape(): StackShape {
    this.#shape ??= this.#tops.size > 1 ? this.#belowOneRoot() : this.#asItIs();
    return this.#shape;
  }

  #asItIs(): StackShape {
    const parent = this.#caller.copy();
    const frame = this.#frame.copy();
    return { parent, frame, key: this.#keys(parent, frame), frames: this.frames, offset: 0 };
  }

  #belowOneRoot(): StackShape {
    const parent = new Int32Array(this.count + 1).fill(-1);
    const frame = new Uint32Array(this.count + 1);
    for (let stack = 0; stack < this.count; stack++) {
      parent[stack + 1] = this.#caller.get(stack) + 1;
      frame[stack + 1] = this.#tops.get(stack) ?? this.#frame.get(stack);
    }
    return { parent, frame, key: this.#keys(parent, frame), frames: this.frames, offset: 1 };
  }

  #keys(parent: Int32Array, frame: Uint32Array): Float64Array {
    for (; this.#hashed < this.frames.length; this.#hashed++) {
      this.#hasher.addFrame(this.frames[this.#hashed] ?? rootFrame);
    }
    const key = new Float64Array(parent.length);
    for (let node = 0; node < parent.length; node++) {
      const above = parent[node] as number;
      key[node] = this.#hasher.key(above === -1 ? 0 : (key[above] as number), frame[node] as number);
    }
    return key;
  }
}
