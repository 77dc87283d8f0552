import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { pathIn } from '../../src/captures/library.ts';
import { writeWhole } from '../../src/captures/whole-file.ts';
import type { TargetSession } from '../../src/cdp/target-session.ts';
import type { PageName } from '../../src/messages/contract.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import { captureOneFile, type OneFile } from './one-file.ts';
import type { RecordingHost } from './recording.ts';

/** A capture of one file, which is small enough to be made as one text. */
export interface TextCapture extends Pick<OneFile, 'kind' | 'format' | 'fileName'> {
  take(session: TargetSession): Promise<string>;
}

/** Makes such a capture of an attached tab, and lets go of the tab. Leaves nothing behind when it fails. */
export async function captureText(
  { take, ...file }: TextCapture,
  attachment: Attachment,
  page: PageName,
  host: RecordingHost,
): Promise<CaptureSummary> {
  const write = async (captureId: string) => {
    const content = new TextEncoder().encode(await take(attachment.session));
    return await writeWhole(host.store, pathIn(captureId, file.fileName), content);
  };
  try {
    return await captureOneFile({ ...file, page, write }, host);
  } finally {
    await attachment.release();
  }
}
