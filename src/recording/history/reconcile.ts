import { type Bytes, bytes, type Milliseconds, milliseconds } from '../../units.ts';
import { relativeError } from '../sampling-error.ts';
import type { UsageColumns } from '../usage-model.ts';
import type { HistoryReader } from './reader.ts';

/** What sampling says is alive against what V8 measures, at one moment. */
export interface Reconciliation {
  /** Sum of what is alive by the samples, and its standard error. */
  readonly estimated: Bytes;
  readonly standardError: Bytes;
  /** Heap in use as V8 measures it, garbage that is not collected yet included. */
  readonly used: Bytes;
  /**
   * `used` less `estimated`: garbage, code, what was there before the recording, what samples missed.
   * Below zero when the estimate is too high, as an estimate may be.
   */
  readonly unexplained: Bytes;
  /** Outside of the JavaScript heap, in no sample: array buffers, and what the browser holds for the page. */
  readonly backingStorage: Bytes;
  readonly embedder: Bytes;
  /** Time of the measurement: the last at or before the moment. */
  readonly measuredAt: Milliseconds;
}

/** Null before the first measurement. @param usage of the same isolates as the reader. */
export function reconcile(reader: HistoryReader, usage: UsageColumns, time: Milliseconds): Reconciliation | null {
  const reading = usage.time.findLastIndex(at => at <= time);
  if (reading === -1) return null;
  const figure = (column: Float64Array) => bytes(column[reading] ?? 0);
  const estimated = reader.liveBytesAt(time);
  const samples = reader.snapshotAt(time).samples.reduce((sum, count) => sum + count, 0);
  const used = figure(usage.used);
  return {
    estimated,
    standardError: bytes(estimated * relativeError(samples)),
    used,
    unexplained: bytes(used - estimated),
    backingStorage: figure(usage.backingStorage),
    embedder: figure(usage.embedder),
    measuredAt: milliseconds(usage.time[reading] ?? 0),
  };
}
