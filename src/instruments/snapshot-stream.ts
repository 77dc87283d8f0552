import type { SnapshotSink } from '../captures/snapshot-sink.ts';
import type { TargetSession } from '../cdp/target-session.ts';
import { HeapscopeError } from '../errors/heapscope-error.ts';
import { type Bytes, bytes } from '../units.ts';

/**
 * What is asked of V8 for every snapshot: all it can tell. Chromium 150 and 156 do the same whatever stands in the last three
 * (docs/protocol.md), so that nobody is asked about them.
 */
export const everythingInIt = {
  reportProgress: true,
  treatGlobalObjectsAsRoots: true,
  captureNumericValue: true,
  exposeInternals: false,
} as const;

/** How far a snapshot is: V8 first builds it (0 to 100 %), then sends it. */
export interface SnapshotStep {
  readonly stage: 'building' | 'receiving';
  /** Part of the building that is done, 0 to 100. */
  readonly percent: number;
  /** Received so far. */
  readonly bytes: Bytes;
}

/**
 * Runs a command that makes V8 send a snapshot in chunks, and puts the chunks into `sink` in order. Returns the size of the file.
 * Whatever goes wrong on the way is thrown, and the sink is aborted.
 */
export async function receiveSnapshot(
  session: TargetSession,
  method: 'HeapProfiler.takeHeapSnapshot' | 'HeapProfiler.stopTrackingHeapObjects',
  command: () => Promise<void>,
  sink: SnapshotSink,
  onProgress: (step: SnapshotStep) => void,
): Promise<Bytes> {
  let percent = 0;
  let received = 0;
  let broken: { readonly error: unknown } | null = null;

  const offProgress = session.on('HeapProfiler.reportHeapSnapshotProgress', ({ done, total }) => {
    percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
    onProgress({ stage: 'building', percent, bytes: bytes(received) });
  });
  const offChunk = session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    if (broken) return;
    try {
      sink.write(chunk);
    } catch (error) {
      broken = { error };
      return;
    }
    // V8 writes snapshots in ASCII alone (other characters escaped), so that a character is a byte.
    received += chunk.length;
    onProgress({ stage: 'receiving', percent: 100, bytes: bytes(received) });
  });

  let stored = false;
  try {
    await command();
    if (broken) throw (broken as { readonly error: unknown }).error;
    if (received === 0) throw new HeapscopeError('protocol-error', { method, message: 'the snapshot came empty' });
    const size = await sink.close();
    stored = true;
    return size;
  } finally {
    offProgress();
    offChunk();
    if (!stored) await sink.abort().catch(() => undefined);
  }
}
