import type { SnapshotSink } from '../../../src/captures/snapshot-sink.ts';
import type { InstrumentContext } from '../../../src/instruments/instrument.ts';
import type { Row } from '../../../src/recording/rows.ts';
import { bytes, isolateIndex } from '../../../src/units.ts';
import { FakeSession } from '../../support/fake-session.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A workbench for one instrument: a fake browser, a clock in the hand, and what came out. */
export function workbench() {
  const session = new FakeSession();
  const clock = new ManualClock();
  const rows: Row[] = [];
  const failures: unknown[] = [];
  const context: InstrumentContext = {
    session,
    isolate: isolateIndex(0),
    clock,
    startedAt: clock.now(),
    emit: row => rows.push(row),
    fail: error => failures.push(error),
  };
  return { session, clock, rows, failures, context };
}

export class MemorySink implements SnapshotSink {
  chunks: string[] = [];
  end: 'open' | 'closed' | 'aborted' = 'open';

  write(chunk: string): void {
    this.chunks.push(chunk);
  }

  async close() {
    this.end = 'closed';
    return bytes(this.chunks.join('').length);
  }

  async abort() {
    this.end = 'aborted';
  }
}
