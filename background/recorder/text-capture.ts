import {
  type CaptureKind,
  type CaptureSummary,
  type FileFormat,
  freshCapture,
} from '../../src/captures/capture-summary.ts';
import { pathIn } from '../../src/captures/library.ts';
import { hostOf } from '../../src/captures/page-host.ts';
import { writeWhole } from '../../src/captures/whole-file.ts';
import type { TargetSession } from '../../src/cdp/target-session.ts';
import type { PageName } from '../../src/messages/contract.ts';
import { since } from '../../src/units.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import type { RecordingHost } from './recording.ts';

/** A capture of one file, which is small enough to be made as one text. */
export interface TextCapture {
  readonly kind: CaptureKind;
  readonly format: FileFormat;
  readonly fileName: string;
  take(session: TargetSession): Promise<string>;
}

/** Makes such a capture of an attached tab, and lets go of the tab. Leaves nothing behind when it fails. */
export async function captureText(
  { kind, format, fileName, take }: TextCapture,
  attachment: Attachment,
  { url, title }: PageName,
  { store, library, clock }: Pick<RecordingHost, 'store' | 'library' | 'clock'>,
): Promise<CaptureSummary> {
  const id = crypto.randomUUID();
  const startedAt = clock.now();
  try {
    const content = new TextEncoder().encode(await take(attachment.session));
    const size = await writeWhole(store, pathIn(id, fileName), content);
    const summary: CaptureSummary = {
      ...freshCapture,
      id,
      kind,
      title,
      host: hostOf(url),
      url,
      startedAt,
      duration: since(startedAt, clock.now()),
      instruments: [],
      options: null,
      files: [{ format, name: fileName, bytes: size, isolate: null }],
      state: { kind: 'complete' },
    };
    await library.save(summary);
    return summary;
  } catch (error) {
    await library.purge(id).catch(() => {});
    throw error;
  } finally {
    await attachment.release();
  }
}
