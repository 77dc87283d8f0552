import type { Protocol } from 'devtools-protocol';
import { Column } from '../calltree/column.ts';
import { frameFromV8 } from '../calltree/frame.ts';
import { TreeInterner } from '../calltree/tree-interner.ts';
import type { SamplingRow } from '../recording/rows.ts';

type Profile = Protocol.HeapProfiler.SamplingHeapProfile;
type ProfileNode = Protocol.HeapProfiler.SamplingHeapProfileNode;
type Sample = Protocol.HeapProfiler.SamplingHeapProfileSample;

export type SamplingDifference = Omit<SamplingRow, 'kind' | 'isolate' | 'time' | 'pollDuration'>;

/**
 * Turns each poll of V8's sampling heap profile into its difference to the poll before.
 * V8 drops nodes whose samples are all gone and gives a path that comes back a new id: here it stays one node, at 0 meanwhile.
 * The self sizes of all nodes always add up to those of V8's profile.
 */
export class SamplingDiffer {
  readonly #tree = new TreeInterner();
  /** For each V8 node id, our node + 1; 0 is unknown. V8 numbers densely from 1. */
  #nodeOfId = new Uint32Array(1024);
  /** For each of our nodes, its self size in the last poll, in bytes. */
  readonly #self = new Column(Float64Array);
  /** Ordinals V8 knew at the last poll, ascending, as V8 numbers them. */
  #live: Float64Array = new Float64Array(0);
  /** -1 before the first. */
  #lastOrdinal = -1;
  /** Added to V8's ordinals: V8 counts from 0 again when the page moves to another process. */
  #ordinalBase = 0;

  /** @param profile what `getSamplingProfile` answered; it is not kept. */
  difference(profile: Profile): SamplingDifference {
    const changes = this.#applyTree(profile.head);
    const samples = this.#applySamples(profile.samples);
    return { ...this.#tree.takeGrowth(), ...changes, ...samples };
  }

  #applyTree(head: ProfileNode): Pick<SamplingDifference, 'changedNode' | 'changedSelf'> {
    let next = new Float64Array(this.#self.length + 64);
    const waiting = [head];
    const parents = [-1];
    for (let v8 = waiting.pop(); v8; v8 = waiting.pop()) {
      const node = this.#nodeFor(v8, parents.pop() ?? -1);
      if (node >= next.length) next = widened(next, node + 1);
      next[node] = (next[node] ?? 0) + v8.selfSize;
      for (const child of v8.children) {
        waiting.push(child);
        parents.push(node);
      }
    }

    const changedNode = new Column(Uint32Array);
    const changedSelf = new Column(Float64Array);
    for (let node = 0; node < this.#tree.nodeCount; node++) {
      const self = next[node] ?? 0;
      if (node === this.#self.length) this.#self.push(0);
      if (self === this.#self.get(node)) continue;
      this.#self.set(node, self);
      changedNode.push(node);
      changedSelf.push(self);
    }
    return { changedNode: changedNode.copy(), changedSelf: changedSelf.copy() };
  }

  #nodeFor(v8: ProfileNode, parent: number): number {
    const frame = frameFromV8(v8.callFrame);
    const known = (this.#nodeOfId[v8.id] ?? 0) - 1;
    // Ids start again from 1 with a new isolate, so a known id is believed only when it still names the same place.
    if (known >= 0 && this.#tree.isChild(known, parent, frame)) return known;
    const node = this.#tree.child(parent, frame);
    if (v8.id >= this.#nodeOfId.length) this.#nodeOfId = widened(this.#nodeOfId, v8.id + 1);
    this.#nodeOfId[v8.id] = node + 1;
    return node;
  }

  #applySamples(
    samples: readonly Sample[],
  ): Pick<SamplingDifference, 'addedOrdinal' | 'addedSize' | 'addedNode' | 'goneOrdinal'> {
    const ordinals = new Float64Array(samples.length);
    for (let i = 0; i < samples.length; i++) ordinals[i] = samples[i]?.ordinal ?? 0;
    ordinals.sort();

    const gone = new Column(Float64Array);
    if (this.#startedAgain(ordinals)) {
      for (const ordinal of this.#live) gone.push(ordinal + this.#ordinalBase);
      this.#ordinalBase += this.#lastOrdinal + 1;
      this.#lastOrdinal = -1;
    } else {
      let at = 0;
      for (const ordinal of this.#live) {
        while (at < ordinals.length && (ordinals[at] as number) < ordinal) at++;
        if (ordinals[at] !== ordinal) gone.push(ordinal + this.#ordinalBase);
      }
    }
    const added = samples.filter(sample => sample.ordinal > this.#lastOrdinal).sort((a, b) => a.ordinal - b.ordinal);
    this.#live = ordinals;
    this.#lastOrdinal = Math.max(this.#lastOrdinal, ordinals.at(-1) ?? -1);
    return {
      addedOrdinal: Float64Array.from(added, sample => sample.ordinal + this.#ordinalBase),
      addedSize: Float64Array.from(added, sample => sample.size),
      addedNode: Uint32Array.from(added, sample => Math.max(0, (this.#nodeOfId[sample.nodeId] ?? 0) - 1)),
      goneOrdinal: gone.copy(),
    };
  }

  /** An old ordinal that was not there last time can only come from a new count. */
  #startedAgain(ordinals: Float64Array): boolean {
    let at = 0;
    for (const ordinal of ordinals) {
      if (ordinal > this.#lastOrdinal) return false;
      while (at < this.#live.length && (this.#live[at] as number) < ordinal) at++;
      if (this.#live[at] !== ordinal) return true;
    }
    return false;
  }
}

function widened<Values extends Float64Array | Uint32Array>(values: Values, atLeast: number): Values {
  const make = values.constructor as new (length: number) => Values;
  const wider = new make(Math.max(atLeast, values.length * 2));
  wider.set(values);
  return wider;
}
