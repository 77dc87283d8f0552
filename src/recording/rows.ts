import type { Frame } from '../calltree/frame.ts';
import type { ScriptCoverage } from '../coverage/script-coverage.ts';
import type { Bytes, EpochMilliseconds, IsolateIndex, Microseconds, Milliseconds } from '../units.ts';

/**
 * The rows of a recording: what instruments make of protocol events, once. Everybody after them (log, live view, export) reads rows.
 * `time` counts from the start of the recording. Tables only grow: a row brings the frames and nodes that are new, numbered on from the last.
 */
export type Row = MeasuredRow | IsolateRow | MarkRow;

/** What an instrument measured in one isolate. */
export type MeasuredRow = SamplingRow | TimelineRow | CpuRow | UsageRow | CoverageRow;

export type InstrumentKind = MeasuredRow['kind'];

/** A measured row where it is clear which isolate is meant. */
export type OfOneIsolate<Measured extends MeasuredRow> = Omit<Measured, 'isolate'>;

/** What every measured row says: which isolate, and when. */
interface Measured {
  readonly isolate: IsolateIndex;
  readonly time: Milliseconds;
}

/** New nodes of a growing call tree. Node 0, the root, comes with the first row. */
export interface TreeGrowth {
  /** Frames new to this tree's table. */
  readonly frames: readonly Frame[];
  /** For each new node, the index of its parent; -1 for the root. */
  readonly nodeParent: Int32Array;
  /** For each new node, the index of its frame. */
  readonly nodeFrame: Uint32Array;
}

/** Difference between two polls of V8's sampling heap profile. */
export interface SamplingRow extends TreeGrowth, Measured {
  readonly kind: 'allocation-sampling';
  /** How long the poll took: what the page paid for this row. */
  readonly pollDuration: Milliseconds;
  /** Nodes whose self size changed, and their new self size in bytes. */
  readonly changedNode: Uint32Array;
  readonly changedSelf: Float64Array;
  /** Samples first seen in this poll: ordinal, scaled size in bytes, node. Ordinals ascend. */
  readonly addedOrdinal: Float64Array;
  readonly addedSize: Float64Array;
  readonly addedNode: Uint32Array;
  /** Ordinals of samples that were in the last poll and are not in this one: collected. */
  readonly goneOrdinal: Float64Array;
}

/** One `heapStatsUpdate` or `lastSeenObjectId` of the allocation timeline. A fragment is a slice of about 50 ms. */
export interface TimelineRow extends Measured {
  readonly kind: 'allocation-timeline';
  /** Changed fragments: index, objects alive now, bytes alive now. */
  readonly fragment: Uint32Array;
  readonly count: Uint32Array;
  readonly size: Float64Array;
  /** The last heap object id V8 had given out, and when; null in a row of `heapStatsUpdate`. */
  readonly lastSeen: { readonly objectId: number; readonly timestamp: EpochMilliseconds } | null;
  /** Only in a row that brings a late reader up to date, never in a log: what became of the row's fragments so far. */
  readonly history?: FragmentHistory;
}

export interface FragmentHistory {
  /** For each fragment of the row, when it began and ended, in milliseconds since the start of the recording. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** For each fragment of the row, the most bytes it ever held: what was allocated in it. */
  readonly allocated: Float64Array;
}

/** One stop/start turn of the CPU profiler. */
export interface CpuRow extends TreeGrowth, Measured {
  readonly kind: 'cpu-profile';
  /** For each sample, the node on top of the stack. */
  readonly sampleNode: Uint32Array;
  /** For each sample, its time in microseconds since the start of the recording; ascending over the whole recording. */
  readonly sampleTime: Float64Array;
  /** Ticks of this turn by source line: node, line (from 1), number of samples that were there. */
  readonly tickNode: Uint32Array;
  readonly tickLine: Uint32Array;
  readonly tickCount: Uint32Array;
  /** Nodes whose function V8 had to deoptimise, when that is news, and V8's reason for each. */
  readonly deoptNode: Uint32Array;
  readonly deoptReason: readonly string[];
  /**
   * What this turn covers, in microseconds since the start of the recording. The time between two turns was not recorded:
   * the later turn's first sample is one of the node "(not recorded)" at the end of the earlier.
   */
  readonly from: Microseconds;
  readonly to: Microseconds;
}

export interface UsageRow extends Measured {
  readonly kind: 'heap-usage';
  readonly used: Bytes;
  readonly total: Bytes;
  readonly embedder: Bytes;
  readonly backingStorage: Bytes;
  readonly documents: number;
  readonly domNodes: number;
  readonly listeners: number;
}

/** What V8 counted since the row before: functions that did not run are not in it. */
export interface CoverageRow extends Measured {
  readonly kind: 'coverage';
  /** Why V8 tells: its own word in `preciseCoverageDeltaUpdate`, or `poll`. */
  readonly occasion: string;
  readonly scripts: readonly ScriptCoverage[];
}

export type IsolateKind = 'page' | 'frame' | 'worker' | 'shared worker' | 'service worker';

/** What a person knows an isolate by. */
export interface IsolateName {
  /** Names the isolate for as long as it lives, in the recording and in the tab. */
  readonly id: string;
  readonly kind: IsolateKind;
  /** Name or title; may be empty. */
  readonly name: string;
  readonly url: string;
}

/** An isolate joins the recording, or leaves it: what was recorded of it stays. One that joins again has another name now. */
export interface IsolateRow {
  readonly kind: 'isolate';
  readonly time: Milliseconds;
  readonly isolate: IsolateIndex;
  readonly change: 'joined' | 'left';
  readonly name: IsolateName;
}

export type MarkKind =
  | 'navigation'
  | 'garbage-collection'
  | 'snapshot'
  | 'tab-crashed'
  | 'tab-closed'
  | 'note'
  | 'isolate'
  | 'console-profile';

/** Something that happened, drawn as a line on the time strip. */
export interface MarkRow {
  readonly kind: 'mark';
  readonly time: Milliseconds;
  readonly mark: MarkKind;
  readonly text: string;
}
