import type { CallTree, WeightUnit } from './call-tree.ts';
import { changeTree, scaleTo } from './change-tree.ts';
import type { Frame } from './frame.ts';
import { PathHasher } from './path-key.ts';
import { FrameInterner, NodeInterner } from './tree-interner.ts';

/** A tree of one capture, to be held against that of another. */
export interface ComparedTree {
  readonly tree: CallTree;
  /** Whether a frame stands for an isolate: those of several are the first level below the root. */
  isIsolate(frame: number): boolean;
  /** What a person knows the isolate by where the tree is that of one. */
  readonly label: string;
}

const rootFrame: Frame = { functionName: '(root)', url: '', line: 0, column: 0 };

/**
 * Says what differs between the trees of two captures, path by path. The same function, address, line and column is the same frame:
 * script ids are those of one page load and tell nothing. The table of frames only grows from one comparison to the next, as those of
 * the trees do, so that a receiver needs to be sent only what is new.
 */
export class ComparedTrees {
  readonly #frames = new FrameInterner();
  readonly #hasher = new PathHasher();
  /** Number of frames that the hasher has. */
  #hashed = 0;
  /** By what a person knows an isolate by, its frame: its address may be another in the other capture. */
  readonly #isolates = new Map<string, Frame>();
  readonly #isolateFrames = new Set<number>();

  constructor(private readonly unit: WeightUnit) {
    this.#frames.indexOf(rootFrame);
  }

  /**
   * @param before the other capture; null where it has nothing.
   * @param normalised takes both as shares of their sums: `before` is scaled to the sum of `after`.
   */
  change(before: ComparedTree | null, after: ComparedTree, normalised: boolean): CallTree {
    const nodes = new NodeInterner();
    nodes.child(-1, 0);
    const several = [before, after].some(side => side !== null && hasIsolates(side));
    const nodeAfter = this.#nodesOf(after, nodes, several);
    const nodeBefore = before && this.#nodesOf(before, nodes, several);
    const selves = { before: new Float64Array(nodes.count), after: new Float64Array(nodes.count) };
    addUp(selves.after, nodeAfter, after.tree);
    if (before && nodeBefore) addUp(selves.before, nodeBefore, before.tree);

    // No sample of one capture is in the other, so that the error is that of all of them: it grows by the factor where the size does.
    const factor = normalised ? scaleTo(selves.before, selves.after) : 1;
    const moved = selves.after.map((figure, node) => figure + factor * factor * (selves.before[node] as number));
    const [parent, frame] = [nodes.parent.copy(), nodes.frame.copy()];
    const shape = { parent, frame, key: this.#keys(parent, frame), frames: this.#frames.frames };
    return changeTree(shape, { ...selves, moved }, normalised, this.unit);
  }

  /** Whether a frame of the change stands for an isolate. */
  isIsolate(frame: number): boolean {
    return this.#isolateFrames.has(frame);
  }

  /** The frame of the change that stands for one of a tree that has been compared. */
  frameOf({ tree }: ComparedTree, frame: number): number {
    return this.#frames.indexOf(tree.frames[frame] ?? rootFrame);
  }

  /** For each node of a tree, its node in the change. */
  #nodesOf(side: ComparedTree, nodes: NodeInterner, several: boolean): Int32Array {
    const { tree } = side;
    const frames = Int32Array.from(tree.frames, (frame, index) =>
      side.isIsolate(index) ? this.#isolateFrame(frame) : this.#frames.indexOf(frame),
    );
    const isOneOfSeveral = several && !hasIsolates(side);
    const top = isOneOfSeveral ? nodes.child(0, this.#isolateFrame({ ...rootFrame, functionName: side.label })) : 0;
    const found = new Int32Array(tree.nodeCount);
    found[0] = top;
    for (let node = 1; node < tree.nodeCount; node++) {
      const above = found[tree.parent[node] as number] as number;
      found[node] = nodes.child(above, frames[tree.frame[node] as number] as number);
    }
    return found;
  }

  #isolateFrame(frame: Frame): number {
    const known = this.#isolates.get(frame.functionName) ?? frame;
    this.#isolates.set(frame.functionName, known);
    const index = this.#frames.indexOf(known);
    this.#isolateFrames.add(index);
    return index;
  }

  #keys(parent: Int32Array, frame: Uint32Array): Float64Array {
    const { frames } = this.#frames;
    for (; this.#hashed < frames.length; this.#hashed++) this.#hasher.addFrame(frames[this.#hashed] ?? rootFrame);
    const key = new Float64Array(parent.length);
    for (let node = 0; node < key.length; node++) {
      const above = parent[node] as number;
      key[node] = this.#hasher.key(above === -1 ? 0 : (key[above] as number), frame[node] as number);
    }
    return key;
  }
}

function hasIsolates({ tree, isIsolate }: ComparedTree): boolean {
  const first = tree.firstChild[0] ?? -1;
  return first !== -1 && isIsolate(tree.frame[first] as number);
}

function addUp(sums: Float64Array, nodeOf: Int32Array, { self }: CallTree): void {
  for (let node = 0; node < self.length; node++) {
    const at = nodeOf[node] as number;
    sums[at] = (sums[at] as number) + (self[node] as number);
  }
}
