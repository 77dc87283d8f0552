import { type CaptureSummary, freshCapture } from '../../src/captures/capture-summary.ts';
import { pathIn } from '../../src/captures/library.ts';
import { hostOf } from '../../src/captures/page-host.ts';
import { takeHeapSnapshot } from '../../src/instruments/heap-snapshot.ts';
import type { PageName, SnapshotProgress } from '../../src/messages/contract.ts';
import { bytes, since } from '../../src/units.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import type { RecordingHost } from './recording.ts';
import { FileSnapshotSink } from './snapshot-sink.ts';

const fileName = 'profile.heapsnapshot';

/** Takes a heap snapshot of an attached tab straight into a file. Leaves nothing behind when it fails. */
export async function captureSnapshot(
  attachment: Attachment,
  page: PageName,
  host: RecordingHost,
  onProgress: (progress: SnapshotProgress) => void,
): Promise<CaptureSummary> {
  const { store, library, clock } = host;
  const captureId = crypto.randomUUID();
  const startedAt = clock.now();
  onProgress({ of: 'heap snapshot', captureId, stage: 'building', percent: 0, bytes: bytes(0) });
  try {
    const sink = await FileSnapshotSink.open(store, pathIn(captureId, fileName));
    const size = await takeHeapSnapshot(attachment.session, sink, step =>
      onProgress({ of: 'heap snapshot', captureId, ...step }),
    );
    const summary: CaptureSummary = {
      ...freshCapture,
      id: captureId,
      kind: 'snapshot',
      title: page.title,
      host: hostOf(page.url),
      url: page.url,
      startedAt,
      duration: since(startedAt, clock.now()),
      instruments: [],
      options: null,
      files: [{ format: 'heapsnapshot', name: fileName, bytes: size, isolate: null }],
      state: { kind: 'complete' },
    };
    await library.save(summary);
    return summary;
  } catch (error) {
    await library.purge(captureId).catch(() => {});
    throw error;
  } finally {
    await attachment.release();
  }
}
