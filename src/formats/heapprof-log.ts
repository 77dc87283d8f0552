import { rowsOfHistory } from '../recording/history/rows-of-history.ts';
import { BlockWriter, encodeHeader } from '../recording/log.ts';
import type { RecordingOptions } from '../recording/options.ts';
import { readHeapprof } from './heapprof.ts';
import type { Hpd } from './hpd.ts';
import type { Hpm } from './hpm.ts';

/** Nothing of V8 was recorded: how heapprof had sampled is in its sizes already. */
const recordedElsewhere: RecordingOptions = { sampling: null, timeline: null, cpu: null, usage: null, coverage: null };
/** As much as the recorder puts into one block. */
const blockBytes = 256 * 1024;

/** A recording of heapprof as the log of one of Heapscope's, piece by piece. @param title what a person knows it by. */
export function* heapprofLog(hpm: Hpm, hpd: Hpd, title: string): Generator<Uint8Array<ArrayBuffer>> {
  yield encodeHeader({ startedAt: hpm.startedAt, options: recordedElsewhere, url: '', title });
  const block = new BlockWriter();
  for (const row of rowsOfHistory(readHeapprof(hpm, hpd))) {
    block.add(row);
    if (block.size >= blockBytes) yield block.take();
  }
  if (block.size > 0) yield block.take();
}
