import type { RecordingOptions } from '../recording/options.ts';
import type { InstrumentKind } from '../recording/rows.ts';
import type { Bytes, EpochMilliseconds, Milliseconds } from '../units.ts';

export type FileFormat =
  | 'heapprofile'
  | 'cpuprofile'
  | 'heapsnapshot'
  | 'heaptimeline'
  | 'heapscope-log'
  /** V8's coverage as JSON: `{result, timestamp}`, as `NODE_V8_COVERAGE` writes it. */
  | 'coverage'
  /** Texts of the scripts that coverage and source lines speak of. */
  | 'sources'
  /** Objects by constructor: how many. */
  | 'classes'
  /** DOM trees that are in no document. */
  | 'detached';

export interface CaptureFile {
  readonly format: FileFormat;
  /** Name inside the capture's folder. */
  readonly name: string;
  readonly bytes: Bytes;
  /** What a person knows the isolate by that it is about; null for the page, or all of them. */
  readonly isolate: string | null;
}

/** Whether everything that was asked for is there; a capture cut short says why in one sentence. */
export type CaptureState =
  | { readonly kind: 'running' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'partial'; readonly reason: string };

/**
 * What there is to look at: the log of a recording, a heap snapshot (or allocation timeline) as a file, one `.heapprofile` or `.cpuprofile`
 * without a log, one file of coverage, one count of classes, one list of detached DOM trees.
 */
export type CaptureKind = 'recording' | 'snapshot' | 'profile' | 'coverage' | 'classes' | 'detached';

/** One line of the list of captures; what stands in a capture's `capture.json`. */
export interface CaptureSummary {
  readonly id: string;
  readonly kind: CaptureKind;
  /** Given by the user, or by the page to its `console.profile`; null for a capture that goes by its kind and time. */
  readonly name: string | null;
  /** What the user noted about it; may be empty. */
  readonly note: string;
  readonly origin: 'recorded' | 'imported' | 'console.profile';
  /** Deleted, and gone for good at the next start of the background unless that is undone. */
  readonly removed: boolean;
  /** Title, host and address of the page it was made of. */
  readonly title: string;
  readonly host: string;
  readonly url: string;
  readonly startedAt: EpochMilliseconds;
  readonly duration: Milliseconds;
  readonly instruments: readonly InstrumentKind[];
  /** Options of a recording, null for a snapshot. */
  readonly options: RecordingOptions | null;
  readonly files: readonly CaptureFile[];
  readonly state: CaptureState;
}

/** What a capture begins with that nobody has named, noted or deleted. */
export const freshCapture = { name: null, note: '', origin: 'recorded', removed: false } as const;
