import type { CallTree } from '../calltree/call-tree.ts';
import { Column } from '../calltree/column.ts';
import { TreeBuilder } from '../calltree/tree-builder.ts';
import { toMicroseconds } from '../units.ts';
import type { TimeRange } from './history/windows.ts';
import type { CpuLines } from './isolate-figures.ts';
import { LineTickCounter } from './line-ticks.ts';
import type { CpuRow, OfOneIsolate } from './rows.ts';

/**
 * The state of the CPU profile after the rows so far. A sample weighs the time until the next one, the last until the end of its turn.
 * Time between turns stands in the tree as a node "(not recorded)", like V8's own "(idle)" and "(program)".
 */
export class CpuModel {
  readonly #tree = new TreeBuilder();
  readonly #sampleNode = new Column(Uint32Array);
  readonly #sampleTime = new Column(Float64Array);
  readonly #ticks = new LineTickCounter();
  readonly #deopts = new Map<number, string>();
  #covered: Pick<CpuRow, 'time' | 'from' | 'to'> | null = null;
  /** The node that time goes to, and from when on. */
  #running: { readonly node: number; readonly since: number } | null = null;

  get nodeCount(): number {
    return this.#tree.nodeCount;
  }

  get sampleCount(): number {
    return this.#sampleNode.length;
  }

  apply(row: OfOneIsolate<CpuRow>): void {
    this.#tree.apply(row);
    for (let i = 0; i < row.sampleNode.length; i++) {
      const node = row.sampleNode[i] as number;
      const time = row.sampleTime[i] ?? 0;
      this.#sampleNode.push(node);
      this.#sampleTime.push(time);
      this.#spendUntil(time);
      this.#running = { node, since: time };
    }
    this.#spendUntil(row.to);
    for (let i = 0; i < row.tickNode.length; i++) {
      this.#ticks.add(row.tickNode[i] as number, row.tickLine[i] ?? 0, row.tickCount[i] ?? 0);
    }
    for (let i = 0; i < row.deoptNode.length; i++) {
      this.#deopts.set(row.deoptNode[i] as number, row.deoptReason[i] ?? '');
    }
    this.#covered = { time: row.time, from: this.#covered?.from ?? row.from, to: row.to };
  }

  /** @param range only the time in it; a sample that runs across its ends counts for what is inside. */
  tree(range: TimeRange | null = null): CallTree | null {
    return range ? this.#tree.build('microseconds', this.#timeIn(range)) : this.#tree.build('microseconds');
  }

  /** Samples by node and source line: valid until the next row. */
  lines(): CpuLines {
    return { frame: this.#tree.frameIndices(), frames: this.#tree.frames, ticks: this.#ticks.columns() };
  }

  /** For each function that V8 had to deoptimise, by the index of its frame, V8's last reason. */
  deoptReasons(): ReadonlyMap<number, string> {
    return new Map(Array.from(this.#deopts, ([node, reason]) => [this.#tree.frameOf(node), reason]));
  }

  catchUp(): OfOneIsolate<CpuRow>[] {
    if (!this.#covered) return [];
    const sampleNode = this.#sampleNode.copy();
    const sampleTime = this.#sampleTime.copy();
    const { node: tickNode, line: tickLine, count: tickCount } = this.#ticks.columns();
    return [
      {
        kind: 'cpu-profile',
        ...this.#covered,
        ...this.#tree.growth(),
        sampleNode,
        sampleTime,
        tickNode,
        tickLine,
        tickCount,
        deoptNode: Uint32Array.from(this.#deopts.keys()),
        deoptReason: [...this.#deopts.values()],
      },
    ];
  }

  /** For each node, its own time in a range, in microseconds. */
  #timeIn(range: TimeRange): Float64Array<ArrayBuffer> {
    const [from, to] = [toMicroseconds(range.from), toMicroseconds(range.to)];
    const self = new Float64Array(this.nodeCount);
    const node = this.#sampleNode.view();
    const time = this.#sampleTime.view();
    for (let i = lastAtOrBefore(time, from); i < time.length && (time[i] as number) < to; i++) {
      const start = Math.max(from, time[i] as number);
      const end = Math.min(to, time[i + 1] ?? this.#covered?.to ?? start);
      const on = node[i] as number;
      self[on] = (self[on] as number) + Math.max(0, end - start);
    }
    return self;
  }

  #spendUntil(time: number): void {
    if (!this.#running) return;
    const { node, since } = this.#running;
    this.#tree.addSelf(node, Math.max(0, time - since));
    this.#running = { node, since: time };
  }
}

/** Index of the last of ascending times that is not after `time`; 0 when all are. */
function lastAtOrBefore(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
