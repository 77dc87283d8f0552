import type { TargetSession } from '../cdp/target-session.ts';
import type { Clock } from '../clock.ts';
import type { InstrumentKind, Row } from '../recording/rows.ts';
import type { Bytes, EpochMilliseconds, IsolateIndex } from '../units.ts';

/** What an instrument gets from whoever runs it. */
export interface InstrumentContext {
  readonly session: TargetSession;
  /** Stands in every row. */
  readonly isolate: IsolateIndex;
  readonly clock: Clock;
  /** The zero of every row's `time`. */
  readonly startedAt: EpochMilliseconds;
  /** Takes each row as it comes. */
  readonly emit: (row: Row) => void;
  /** Takes an error that ends this instrument while it runs; rows emitted so far stay. */
  readonly fail: (error: unknown) => void;
}

/** A file an instrument leaves behind when it stops, as Chrome itself would write it. */
export type ProducedFile =
  | { readonly format: 'heapprofile' | 'cpuprofile' | 'coverage'; readonly text: string }
  | { readonly format: 'heaptimeline'; readonly bytes: Bytes };

/** One thing V8 can record: commands out, rows in. */
export interface Instrument {
  readonly kind: InstrumentKind;
  /** Turns it on in V8. Settles when V8 records. */
  start(): Promise<void>;
  /** Emits the last rows, turns it off in V8, and hands over the file, null when nothing was recorded. */
  stop(): Promise<ProducedFile | null>;
  /** The best file that can be made without the browser, after the session ended under a running instrument. */
  salvage(): ProducedFile | null;
}
