import { pathIn, snapshotFile } from '../../src/captures/paths.ts';
import { takeHeapSnapshot } from '../../src/instruments/heap-snapshot.ts';
import type { PageName, SnapshotProgress } from '../../src/messages/contract.ts';
import { bytes } from '../../src/units.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import { captureOneFile } from './one-file.ts';
import type { RecordingHost } from './recording.ts';
import { FileSnapshotSink } from './snapshot-sink.ts';

/** Takes a heap snapshot of an attached tab straight into a file, and lets go of the tab. Leaves nothing behind when it fails. */
export async function captureSnapshot(
  attachment: Attachment,
  page: PageName,
  host: RecordingHost,
  onProgress: (progress: SnapshotProgress) => void,
): Promise<void> {
  const write = async (captureId: string) => {
    onProgress({ of: 'heap snapshot', captureId, stage: 'building', percent: 0, bytes: bytes(0) });
    const sink = await FileSnapshotSink.open(host.store, pathIn(captureId, snapshotFile));
    return await takeHeapSnapshot(attachment.session, sink, step =>
      onProgress({ of: 'heap snapshot', captureId, ...step }),
    );
  };
  try {
    await captureOneFile({ kind: 'snapshot', format: 'heapsnapshot', fileName: snapshotFile, page, write }, host);
  } finally {
    await attachment.release();
  }
}
