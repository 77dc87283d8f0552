import type { CallTree } from '../calltree/call-tree.ts';
import { TreeBuilder } from '../calltree/tree-builder.ts';
import { type Milliseconds, milliseconds } from '../units.ts';
import { LiveSamples } from './live-samples.ts';
import type { OfOneIsolate, SamplingRow } from './rows.ts';

/** The state of allocation sampling after the rows so far. */
export class SamplingModel {
  readonly #tree = new TreeBuilder();
  readonly #samples = new LiveSamples();
  #liveBytes = 0;
  #last: Pick<SamplingRow, 'kind' | 'time' | 'pollDuration'> | null = null;
  #pollEvery: Milliseconds | null = null;

  get nodeCount(): number {
    return this.#tree.nodeCount;
  }

  get sampleCount(): number {
    return this.#samples.count;
  }

  get liveBytes(): number {
    return this.#liveBytes;
  }

  get pollEvery(): Milliseconds | null {
    return this.#pollEvery;
  }

  apply(row: OfOneIsolate<SamplingRow>): void {
    this.#tree.apply(row);
    for (let i = 0; i < row.changedNode.length; i++) {
      const node = row.changedNode[i] as number;
      const self = row.changedSelf[i] ?? 0;
      this.#liveBytes += self - this.#tree.self(node);
      this.#tree.setSelf(node, self);
    }
    this.#samples.remove(row.goneOrdinal);
    this.#samples.add(row.addedOrdinal, row.addedSize, row.addedNode);
    if (this.#last) this.#pollEvery = milliseconds(row.time - this.#last.time);
    this.#last = { kind: row.kind, time: row.time, pollDuration: row.pollDuration };
  }

  tree(): CallTree | null {
    return this.#tree.build('bytes');
  }

  /** Two rows, at the times of the last two polls, so that their distance comes along. */
  catchUp(): OfOneIsolate<SamplingRow>[] {
    if (!this.#last) return [];
    const { ordinal, size, node } = this.#samples.columns();
    const growth = this.#tree.growth();
    const changedNode = growth.nodeFrame.map((_, index) => index).filter(index => this.#tree.self(index) !== 0);
    const changedSelf = Float64Array.from(changedNode, index => this.#tree.self(index));
    const whole: OfOneIsolate<SamplingRow> = {
      ...emptyRow,
      ...this.#last,
      ...growth,
      changedNode,
      changedSelf,
      addedOrdinal: ordinal,
      addedSize: size,
      addedNode: node,
    };
    if (this.#pollEvery === null) return [whole];
    return [{ ...emptyRow, ...this.#last, time: milliseconds(this.#last.time - this.#pollEvery) }, whole];
  }
}

const emptyRow = {
  frames: [],
  nodeParent: new Int32Array(0),
  nodeFrame: new Uint32Array(0),
  changedNode: new Uint32Array(0),
  changedSelf: new Float64Array(0),
  addedOrdinal: new Float64Array(0),
  addedSize: new Float64Array(0),
  addedNode: new Uint32Array(0),
  goneOrdinal: new Float64Array(0),
};
