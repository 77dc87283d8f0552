import type { RecordingOptions } from '../recording/options.ts';
import type { InstrumentKind } from '../recording/rows.ts';
import type { Bytes, EpochMilliseconds, Milliseconds } from '../units.ts';

export type FileFormat = 'heapprofile' | 'cpuprofile' | 'heapsnapshot' | 'heaptimeline' | 'heapscope-log';

export interface CaptureFile {
  readonly format: FileFormat;
  /** Name inside the capture's folder, and the suggestion for an export. */
  readonly name: string;
  readonly bytes: Bytes;
}

/** Whether everything that was asked for is there; a capture cut short says why in one sentence. */
export type CaptureState =
  | { readonly kind: 'running' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'partial'; readonly reason: string };

/** One line of the list of captures; what stands in a capture's `meta.json`. */
export interface CaptureSummary {
  readonly id: string;
  readonly kind: 'recording' | 'snapshot';
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
