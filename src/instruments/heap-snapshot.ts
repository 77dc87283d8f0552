import type { SnapshotSink } from '../captures/snapshot-sink.ts';
import type { TargetSession } from '../cdp/target-session.ts';
import type { Bytes } from '../units.ts';
import { everythingInIt, receiveSnapshot, type SnapshotStep } from './snapshot-stream.ts';

/**
 * Takes a heap snapshot as Chrome's Memory panel does and streams it into `sink`. Returns the size of the file.
 * When it fails the sink has been aborted and the error is thrown.
 */
export function takeHeapSnapshot(
  session: TargetSession,
  sink: SnapshotSink,
  onProgress: (step: SnapshotStep) => void,
): Promise<Bytes> {
  const take = async () => {
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.takeHeapSnapshot', everythingInIt);
  };
  return receiveSnapshot(session, 'HeapProfiler.takeHeapSnapshot', take, sink, onProgress);
}
