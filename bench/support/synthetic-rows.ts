import type { CallTree } from '../../src/calltree/call-tree.ts';
import type { SamplingRow, TimelineRow, UsageRow } from '../../src/recording/rows.ts';
import { bytes, epochMilliseconds, isolateIndex, milliseconds } from '../../src/units.ts';
import { generator, syntheticTree } from '../../test/pages/widgets/synthetic-tree.ts';

/** Samples per node: a heap of 160 MB sampled every 32 KiB has about 5,000. */
const samplesPerNode = 1;
/** Share of the nodes and samples that another poll finds changed. */
const changedShare = 0.1;
const pollEvery = 500;

/** Allocation sampling of a tree that is there at the first poll and keeps changing its sizes: the same rows every time. */
export class SyntheticSampling {
  readonly #tree: CallTree;
  readonly #parent: Int32Array;
  readonly #self: Float64Array;
  readonly #random = generator(7);
  #ordinal = 0;
  #oldest = 0;
  #polls = 0;

  constructor(nodeCount: number) {
    this.#tree = syntheticTree(nodeCount);
    this.#parent = belowOneFunction(this.#tree.parent);
    this.#self = this.#tree.self.slice();
  }

  /** The first poll: the whole tree, below one function. */
  first(): SamplingRow {
    const { nodeCount, frame, frames, self } = this.#tree;
    return {
      isolate: isolateIndex(0),
      ...this.#poll(nodeCount * samplesPerNode, 0),
      frames,
      nodeParent: this.#parent,
      nodeFrame: frame,
      changedNode: Uint32Array.from({ length: nodeCount }, (_, node) => node),
      changedSelf: self,
    };
  }

  /** One poll later: some nodes hold up to a fifth more or less. */
  next(): SamplingRow {
    const { nodeCount } = this.#tree;
    const changed = Math.round(nodeCount * changedShare);
    const changedNode = Uint32Array.from({ length: changed }, () => 1 + Math.floor(this.#random() * (nodeCount - 1)));
    for (const node of changedNode)
      this.#self[node] = Math.floor((this.#self[node] ?? 0) * (0.8 + 0.4 * this.#random()));
    return {
      isolate: isolateIndex(0),
      ...this.#poll(changed, changed),
      frames: [],
      nodeParent: new Int32Array(0),
      nodeFrame: new Uint32Array(0),
      changedNode,
      changedSelf: Float64Array.from(changedNode, node => this.#self[node] ?? 0),
    };
  }

  #poll(added: number, gone: number) {
    const first = this.#ordinal;
    const firstGone = this.#oldest;
    this.#ordinal += added;
    this.#oldest += gone;
    return {
      kind: 'allocation-sampling' as const,
      time: milliseconds(this.#polls++ * pollEvery),
      pollDuration: milliseconds(60),
      addedOrdinal: Float64Array.from({ length: added }, (_, i) => first + i),
      addedSize: Float64Array.from({ length: added }, () => 32 * 1024),
      addedNode: Uint32Array.from({ length: added }, () => Math.floor(this.#random() * this.#tree.nodeCount)),
      goneOrdinal: Float64Array.from({ length: gone }, (_, i) => firstGone + i),
    };
  }
}

/** As deep as stacks of real pages are; V8 cuts them at 128. */
const deepest = 64;

/** The same tree with all of it below node 1, and what is too deep moved up. */
function belowOneFunction(parent: Int32Array): Int32Array {
  const moved = parent.slice();
  const depth = new Uint32Array(parent.length);
  for (let node = 1; node < parent.length; node++) {
    let above = node === 1 ? 0 : Math.max(1, parent[node] ?? 1);
    if ((depth[above] ?? 0) >= deepest) while ((depth[above] ?? 0) > deepest / 2) above = moved[above] ?? 0;
    moved[node] = above;
    depth[node] = (depth[above] ?? 0) + 1;
  }
  return moved;
}

/** V8's distance between two fragments, in milliseconds. */
const fragmentEvery = 50;
/** Older fragments that shrink between two ticks while a page churns. */
const shrinking = 40;

/** An allocation timeline that has run for a while and goes on, one fragment after the other. */
export class SyntheticTimeline {
  readonly #random = generator(11);
  #fragments: number;

  constructor(fragments: number) {
    this.#fragments = fragments;
  }

  /** Everything so far, as a late reader gets it. */
  first(): TimelineRow {
    const fragment = Uint32Array.from({ length: this.#fragments }, (_, index) => index);
    const allocated = Float64Array.from(fragment, () => Math.floor(this.#random() * 2_000_000));
    return {
      ...this.#row(
        fragment,
        allocated.map(size => size * this.#random()),
      ),
      history: {
        start: Float64Array.from(fragment, index => index * fragmentEvery),
        end: Float64Array.from(fragment, index => (index + 1) * fragmentEvery),
        allocated,
      },
    };
  }

  /** One `heapStatsUpdate`: a new fragment, and older ones that have shrunk. */
  next(): TimelineRow {
    const older = Array.from({ length: shrinking }, () => Math.floor(this.#random() * this.#fragments));
    const fragment = Uint32Array.of(...older, this.#fragments++);
    return this.#row(
      fragment,
      Float64Array.from(fragment, () => Math.floor(this.#random() * 1_000_000)),
    );
  }

  #row(fragment: Uint32Array, size: Float64Array): TimelineRow {
    const time = milliseconds(this.#fragments * fragmentEvery);
    const lastSeen = { objectId: this.#fragments * 100, timestamp: epochMilliseconds(1.7e12 + time) };
    return {
      kind: 'allocation-timeline',
      isolate: isolateIndex(0),
      time,
      fragment,
      size,
      count: new Uint32Array(fragment.length).fill(10),
      lastSeen,
    };
  }
}

export function syntheticUsage(time: number): UsageRow {
  return {
    kind: 'heap-usage',
    isolate: isolateIndex(0),
    time: milliseconds(time),
    used: bytes(150e6 + 20e6 * Math.sin(time / 1000)),
    total: bytes(200e6),
    embedder: bytes(1e6),
    backingStorage: bytes(5e6),
    documents: 3,
    domNodes: 4000,
    listeners: 300,
  };
}
