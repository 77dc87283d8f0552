import { Column } from '../../calltree/column.ts';
import type { Frame } from '../../calltree/frame.ts';
import { LiveSamples } from '../live-samples.ts';
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
  readonly #touched = new Column(Uint32Array);
  #rows = 0;
  /** With their numbers in the event log, and the bytes they count as there. */
  readonly #live = new LiveSamples();

  constructor(
    private readonly stacks: StackTable,
    private readonly events: EventLog,
    /** Stands for the isolate where there are several. */
    private readonly top: Frame,
  ) {}

  /** Adds the events of a row to the poll that has begun. */
  apply(row: SamplingRow): void {
    this.#rows++;
    this.#touched.truncate(0);
    this.#grow(row);
    this.#check(row.changedNode);
    this.#check(row.addedNode);
    this.#takeSelves(row);
    this.#collect(row.goneOrdinal);
    this.#allocate(row);
    this.#settle();
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

  #check(nodes: Uint32Array): void {
    const count = this.#stackOf.length;
    for (let i = 0; i < nodes.length; i++)
      if ((nodes[i] as number) >= count) throw new RangeError(`there is no node ${nodes[i]}`);
  }

  #takeSelves({ changedNode, changedSelf }: SamplingRow): void {
    const self = this.#self.view();
    for (let i = 0; i < changedNode.length; i++) self[changedNode[i] as number] = changedSelf[i] as number;
    this.#touch(changedNode);
  }

  #collect(goneOrdinal: Float64Array): void {
    const { size, node, number, weight } = this.#live.remove(goneOrdinal);
    this.events.collectAll(number, this.#stacksOf(node), weight);
    const [sampled, counted] = [this.#sampled.view(), this.#counted.view()];
    for (let i = 0; i < node.length; i++) {
      const of = node[i] as number;
      sampled[of] = (sampled[of] as number) - (size[i] as number);
      counted[of] = (counted[of] as number) - (weight[i] as number);
    }
    this.#touch(node);
  }

  #allocate({ addedOrdinal, addedSize, addedNode }: SamplingRow): void {
    const [self, sampled, counted] = [this.#self.view(), this.#sampled.view(), this.#counted.view()];
    for (let i = 0; i < addedNode.length; i++) {
      const node = addedNode[i] as number;
      sampled[node] = (sampled[node] as number) + (addedSize[i] as number);
    }
    const weight = new Float64Array(addedNode.length);
    for (let i = 0; i < addedNode.length; i++) {
      const node = addedNode[i] as number;
      const bytes = weightOf(addedSize[i] as number, self[node] as number, sampled[node] as number);
      weight[i] = bytes;
      counted[node] = (counted[node] as number) + bytes;
    }
    const first = this.events.allocateAll(this.#stacksOf(addedNode), weight);
    this.#live.add(addedOrdinal, addedSize, addedNode, first, weight);
    this.#touch(addedNode);
  }

  /** Makes the events of the touched nodes add up to what V8 says they hold. */
  #settle(): void {
    const [self, counted] = [this.#self.view(), this.#counted.view()];
    const touched = this.#touched.view();
    const difference = new Float64Array(touched.length);
    let off = 0;
    for (let i = 0; i < touched.length; i++) {
      const node = touched[i] as number;
      const missing = (self[node] as number) - (counted[node] as number);
      if (missing === 0) continue;
      counted[node] = (counted[node] as number) + missing;
      touched[off] = node;
      difference[off++] = missing;
    }
    this.events.correctAll(this.#stacksOf(touched.subarray(0, off)), difference.subarray(0, off));
  }

  #touch(nodes: Uint32Array): void {
    const touchedBy = this.#touchedBy.view();
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as number;
      if (touchedBy[node] === this.#rows) continue;
      touchedBy[node] = this.#rows;
      this.#touched.push(node);
    }
  }

  #stacksOf(nodes: Uint32Array): Uint32Array {
    const stackOf = this.#stackOf.view();
    const stacks = new Uint32Array(nodes.length);
    for (let i = 0; i < nodes.length; i++) stacks[i] = stackOf[nodes[i] as number] as number;
    return stacks;
  }
}

/** What a new sample counts as. @param self V8's self size of its stack. @param sampled sizes of all its live samples, with this one. */
function weightOf(size: number, self: number, sampled: number): number {
  return self > 0 && sampled > 0 ? Math.max(1, Math.round((size * self) / sampled)) : size;
}
