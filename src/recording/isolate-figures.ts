import type { CallTree } from '../calltree/call-tree.ts';
import type { Frame } from '../calltree/frame.ts';
import type { Bytes, Milliseconds } from '../units.ts';
import type { TimeRange } from './history/windows.ts';
import type { LineTicks } from './line-ticks.ts';
import type { OfOneIsolate, UsageRow } from './rows.ts';
import type { TimelineColumns } from './timeline-model.ts';
import type { UsageColumns } from './usage-model.ts';

/** The CPU samples of an isolate by node and source line. */
export interface CpuLines {
  /** For each node, the index of its frame in `frames`. */
  readonly frame: Uint32Array;
  readonly frames: readonly Frame[];
  readonly ticks: LineTicks;
}

/**
 * What the rows so far say of one isolate, or of all of them together.
 * Columns are handed out without a copy where that can be: they are valid until the next row.
 */
export interface IsolateFigures {
  readonly hasSampling: boolean;
  readonly hasCpu: boolean;
  readonly hasTimeline: boolean;
  /** Who allocated what is alive, in bytes as V8 estimates them; null before the first poll. */
  samplingTree(): CallTree | null;
  /** Who ran, in microseconds; null before the first turn. See `CpuModel` for how samples weigh. @param range all of the time unless told. */
  cpuTree(range?: TimeRange | null): CallTree | null;
  /** CPU samples by line: of each isolate, as each numbers its own nodes. */
  cpuLines(): readonly CpuLines[];
  /** By index of a frame of `cpuTree`, V8's last reason to deoptimise the function. */
  deoptReasons(): ReadonlyMap<number, string>;
  /** Samples of the sampling profile that are alive. */
  readonly sampleCount: number;
  /** Sum of the self sizes of the sampling profile. */
  readonly estimatedLiveBytes: Bytes;
  /** Time between the last two polls of the sampling profile; null before the second. */
  readonly pollEvery: Milliseconds | null;
  readonly cpuSampleCount: number;
  readonly usage: UsageColumns;
  readonly lastUsage: OfOneIsolate<UsageRow> | null;
  readonly timeline: TimelineColumns;
}
