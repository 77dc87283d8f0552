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
  /** For each node, the last row that touched it; rows count from 1. */
  readonly #touchedBy = new Column(Uint32Array);
  /** Nodes that the last row touched. */
  #touched: number[] = [];
  #rows = 0;
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
    this.#rows++;
    this.#touched = [];
    this.#grow(row);
    this.#takeSelves(row);
    this.#collect(row.goneOrdinal);
    this.#allocate(row);
    for (const node of this.#touched) this.#settle(node);
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
      for (const column of [this.#self, this.#sampled, this.#counted, this.#touchedBy]) column.push(0);
    }
  }

  #takeSelves({ changedNode, changedSelf }: SamplingRow): void {
    for (let i = 0; i < changedNode.length; i++) {
      const node = changedNode[i] as number;
      this.#self.set(node, changedSelf[i] ?? 0);
      this.#touch(node);
    }
  }

  #collect(goneOrdinals: Float64Array): void {
    const ordinals = this.#ordinal.view();
    for (const ordinal of goneOrdinals) {
      const at = find(ordinals, ordinal);
      if (at === -1) continue;
      const weight = this.events.collect(this.#sample.get(at));
      if (weight === 0) continue;
      const node = this.#node.get(at);
      add(this.#sampled, node, -this.#size.get(at));
      add(this.#counted, node, -weight);
      this.#touch(node);
    }
  }

  #allocate({ addedOrdinal, addedSize, addedNode }: SamplingRow): void {
    for (let i = 0; i < addedNode.length; i++) add(this.#sampled, addedNode[i] as number, addedSize[i] ?? 0);
    for (let i = 0; i < addedNode.length; i++) {
      const node = addedNode[i] as number;
      const size = addedSize[i] ?? 0;
      const self = this.#self.get(node);
      const sampled = this.#sampled.get(node);
      const weight = self > 0 && sampled > 0 ? Math.max(1, Math.round((size * self) / sampled)) : size;
      this.#ordinal.push(addedOrdinal[i] ?? 0);
      this.#size.push(size);
      this.#node.push(node);
      this.#sample.push(this.events.allocate(this.#stackOf.get(node), weight));
      add(this.#counted, node, weight);
      this.#touch(node);
    }
  }

  #touch(node: number): void {
    if (this.#touchedBy.get(node) === this.#rows) return;
    this.#touchedBy.set(node, this.#rows);
    this.#touched.push(node);
  }

  /** Makes the events of a node add up to what V8 says it holds. */
  #settle(node: number): void {
    const difference = this.#self.get(node) - this.#counted.get(node);
    if (difference === 0) return;
    this.events.correct(this.#stackOf.get(node), difference);
    add(this.#counted, node, difference);
  }
}

/**
 * Where a value stands among ascending ones; -1 when it does not. V8 counts samples, so that ordinals are almost evenly spaced and
 * every other step goes where the value should be; the steps between halve what is left, whatever the spacing.
 */
function find(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  for (let step = 0; low <= high; step++) {
    const first = ascending[low] as number;
    const last = ascending[high] as number;
    if (value < first || value > last) return -1;
    const share = step % 2 === 0 && last > first ? (value - first) / (last - first) : 0.5;
    const middle = low + Math.floor(share * (high - low));
    const found = ascending[middle] as number;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function add(column: Column<Float64Array>, index: number, value: number): void {
  column.set(index, column.get(index) + value);
}
