import { Column } from '../../calltree/column.ts';
import type { Frame } from '../../calltree/frame.ts';
import type { SamplingRow, TreeGrowth } from '../rows.ts';
import type { EventLog } from './event-log.ts';
import type { StackTable } from './stack-table.ts';

/**
 * Turns the sampling rows of one isolate into events.
 *
 * V8 rounds how many objects a sample stands for to a whole number: for each sample by itself in `samples`, but for all samples of one
 * size and stack together in the self size of a node. The sum of many samples of about the sampling interval is off by up to a quarter
 * (1 / (1 - 1/e) = 1.58 objects count as 2), the self size is not. So a new sample counts as much as V8 counts the samples
 * of its stack on average, and what is left between the live samples of a stack and its self size is an event of its own, a correction:
 * what is alive at the time of a poll is exactly V8's sampling profile.
 */
export class IsolateHistory {
  readonly #frames: Frame[] = [];
  /** For each node of the isolate's tree, its stack in the table. */
  readonly #stackOf = new Column(Uint32Array);
  /** For each node: V8's self size, the sizes V8 gives its live samples, and what its events add up to; all in bytes. */
  readonly #self = new Column(Float64Array);
  readonly #sampled = new Column(Float64Array);
  readonly #counted = new Column(Float64Array);
  /** For each sample of the isolate, by ascending ordinal: ordinal, its number in the event log, V8's size, node. */
  readonly #ordinal = new Column(Float64Array);
  readonly #sample = new Column(Uint32Array);
  readonly #size = new Column(Float64Array);
  readonly #node = new Column(Uint32Array);

  constructor(
    private readonly stacks: StackTable,
    private readonly events: EventLog,
    /** Stands for the isolate where there are several. */
    private readonly top: Frame,
  ) {}

  /** Adds the events of a row to the poll that has begun. */
  apply(row: SamplingRow): void {
    this.#grow(row);
    for (let i = 0; i < row.changedNode.length; i++)
      this.#self.set(row.changedNode[i] as number, row.changedSelf[i] ?? 0);
    const touched = new Set<number>(row.changedNode);
    for (const ordinal of row.goneOrdinal) this.#collect(ordinal, touched);
    for (let i = 0; i < row.addedNode.length; i++) {
      add(this.#sampled, row.addedNode[i] as number, row.addedSize[i] ?? 0);
    }
    for (let i = 0; i < row.addedNode.length; i++) {
      const node = row.addedNode[i] as number;
      this.#allocate(row.addedOrdinal[i] as number, row.addedSize[i] ?? 0, node);
      touched.add(node);
    }
    for (const node of touched) this.#settle(node);
  }

  #grow({ frames, nodeParent, nodeFrame }: TreeGrowth): void {
    for (const frame of frames) this.#frames.push(frame);
    for (let i = 0; i < nodeParent.length; i++) {
      const frame = this.#frames[nodeFrame[i] as number];
      if (!frame) throw new RangeError(`a node has no frame ${nodeFrame[i]}`);
      const parent = nodeParent[i] as number;
      const stack =
        parent === -1 ? this.stacks.addRoot(frame, this.top) : this.stacks.add(this.#stackOf.get(parent), frame);
      this.#stackOf.push(stack);
      for (const column of [this.#self, this.#sampled, this.#counted]) column.push(0);
    }
  }

  #allocate(ordinal: number, size: number, node: number): void {
    const self = this.#self.get(node);
    const sampled = this.#sampled.get(node);
    const weight = self > 0 && sampled > 0 ? Math.max(1, Math.round((size * self) / sampled)) : size;
    this.#ordinal.push(ordinal);
    this.#size.push(size);
    this.#node.push(node);
    this.#sample.push(this.events.allocate(this.#stackOf.get(node), weight));
    add(this.#counted, node, weight);
  }

  #collect(ordinal: number, touched: Set<number>): void {
    const at = this.#find(ordinal);
    if (at === -1) return;
    const sample = this.#sample.get(at);
    const node = this.#node.get(at);
    if (!this.events.collect(sample)) return;
    add(this.#sampled, node, -this.#size.get(at));
    add(this.#counted, node, -this.events.sizeOf(sample));
    touched.add(node);
  }

  /** Makes the events of a node add up to what V8 says it holds. */
  #settle(node: number): void {
    const difference = this.#self.get(node) - this.#counted.get(node);
    if (difference === 0) return;
    this.events.correct(this.#stackOf.get(node), difference);
    add(this.#counted, node, difference);
  }

  #find(ordinal: number): number {
    let low = 0;
    let high = this.#ordinal.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#ordinal.get(middle);
      if (found === ordinal) return middle;
      if (found < ordinal) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function add(column: Column<Float64Array>, index: number, value: number): void {
  column.set(index, column.get(index) + value);
}
