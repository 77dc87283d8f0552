import { Column } from '../../calltree/column.ts';
import { isolateIndex, type Milliseconds, milliseconds } from '../../units.ts';
import type { SamplingRow, TreeGrowth } from '../rows.ts';
import { none } from './event-log.ts';
import type { History } from './history.ts';

const nothing: TreeGrowth = { frames: [], nodeParent: new Int32Array(0), nodeFrame: new Uint32Array(0) };

/**
 * The rows of a recording that has this history, of one isolate: a history that was not recorded here is one afterwards.
 * The first row brings all stacks, at the start. What happens within a millisecond is one row, as a program that logs each allocation
 * has millions of times; only what comes and goes within one takes two, since a row cannot tell of both.
 */
export function* rowsOfHistory({ stacks, events }: History): Generator<SamplingRow> {
  const { frames, parent, frame, offset } = stacks.shape();
  const row = new RowBuilder(parent.length);
  yield row.take(milliseconds(0), { frames, nodeParent: parent, nodeFrame: frame });

  const { stack, size, sample, allocatedBy, pollTime, pollEnd } = events;
  const take = (event: number) => {
    const which = sample[event] as number;
    const node = (stack[event] as number) + offset;
    row.change(node, size[event] as number);
    if (which === none) return;
    if (allocatedBy[which] === event) row.allocate(which, size[event] as number, node);
    else row.collect(which);
  };
  let event = 0;
  /** The first event of the row that is being made, and those that undo others of it. */
  let first = 0;
  let late: number[] = [];
  for (let poll = 0; poll < pollTime.length; poll++) {
    for (; event < (pollEnd[poll] as number); event++) {
      const which = sample[event] as number;
      const born = which === none ? event : (allocatedBy[which] as number);
      if (born !== event && born >= first) late.push(event);
      else take(event);
    }
    const time = milliseconds(pollTime[poll] as number);
    if (Math.floor(pollTime[poll + 1] ?? Number.POSITIVE_INFINITY) === Math.floor(time)) continue;
    if (!row.isEmpty) yield row.take(time);
    late.forEach(take);
    if (!row.isEmpty) yield row.take(time);
    first = event;
    late = [];
  }
}

/** One row after the other. Node 0 is the root. */
class RowBuilder {
  readonly #self: Float64Array;
  /** Nodes that have changed since the last row. */
  readonly #changed = new Set<number>();
  readonly #ordinal = new Column(Float64Array);
  readonly #size = new Column(Float64Array);
  readonly #node = new Column(Uint32Array);
  readonly #gone = new Column(Float64Array);

  constructor(nodeCount: number) {
    this.#self = new Float64Array(nodeCount);
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0;
  }

  change(node: number, bytes: number): void {
    this.#self[node] = (this.#self[node] as number) + bytes;
    this.#changed.add(node);
  }

  allocate(ordinal: number, size: number, node: number): void {
    this.#ordinal.push(ordinal);
    this.#size.push(size);
    this.#node.push(node);
  }

  collect(ordinal: number): void {
    this.#gone.push(ordinal);
  }

  /** The row, whole; the next one begins empty. */
  take(time: Milliseconds, growth: TreeGrowth = nothing): SamplingRow {
    const changedNode = Uint32Array.from(this.#changed);
    const row: SamplingRow = {
      kind: 'allocation-sampling',
      isolate: isolateIndex(0),
      time,
      pollDuration: milliseconds(0),
      ...growth,
      changedNode,
      changedSelf: Float64Array.from(changedNode, node => this.#self[node] as number),
      addedOrdinal: this.#ordinal.copy(),
      addedSize: this.#size.copy(),
      addedNode: this.#node.copy(),
      goneOrdinal: this.#gone.copy(),
    };
    this.#changed.clear();
    for (const column of [this.#ordinal, this.#size, this.#node, this.#gone]) column.truncate(0);
    return row;
  }
}
