import {
  type CaptureKind,
  type CaptureSummary,
  type FileFormat,
  freshCapture,
} from '../../src/captures/capture-summary.ts';
import { hostOf } from '../../src/captures/page-host.ts';
import type { PageName } from '../../src/messages/contract.ts';
import { type Bytes, since } from '../../src/units.ts';
import type { RecordingHost } from './recording.ts';

/** A capture of one file. What is not told of it is as of one that begins now, by a person's own hand. */
export interface OneFile
  extends Partial<Pick<CaptureSummary, 'name' | 'origin' | 'note' | 'startedAt' | 'duration' | 'instruments'>> {
  readonly kind: CaptureKind;
  readonly format: FileFormat;
  readonly fileName: string;
  readonly page: PageName;
  /** Answers the size of the file. */
  write(captureId: string): Promise<Bytes>;
}

/** Makes and lists such a capture. Leaves nothing behind when it fails. */
export async function captureOneFile(
  { kind, format, fileName, page: { url, title }, write, ...told }: OneFile,
  { library, clock }: Pick<RecordingHost, 'library' | 'clock'>,
): Promise<CaptureSummary> {
  const id = crypto.randomUUID();
  const startedAt = clock.now();
  try {
    const size = await write(id);
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
      ...told,
    };
    await library.save(summary);
    return summary;
  } catch (error) {
    await library.purge(id).catch(() => {});
    throw error;
  }
}
