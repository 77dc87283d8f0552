import { HeapscopeError } from '../src/errors/heapscope-error.ts';
import type { ExportedFile } from '../src/messages/contract.ts';
import { bytes } from '../src/units.ts';

/**
 * Downloads a blob URL of the relay and settles when the file is complete on disk with exactly the expected size.
 * @throws HeapscopeError `export-cancelled`; `export-failed` with Chrome's reason.
 */
export async function downloadVerified(url: string, fileName: string, expected: number): Promise<ExportedFile> {
  const fail = (reason: string, cause?: unknown) =>
    new HeapscopeError('export-failed', { file: fileName, reason }, { cause });
  const id = await chrome.downloads
    .download({ url, filename: fileName, conflictAction: 'uniquify' })
    .catch((cause: unknown) => {
      throw fail(cause instanceof Error ? cause.message : String(cause), cause);
    });
  const item = await finished(id);
  if (!item) throw fail('it was removed from the list of downloads.');
  if (item.error === 'USER_CANCELED') throw new HeapscopeError('export-cancelled', { file: fileName });
  if (item.state !== 'complete') throw fail(item.error ?? 'it was interrupted.');
  if (!item.exists) throw fail('the file is not there.');
  if (item.fileSize !== expected) throw fail(`${item.fileSize} of ${expected} bytes arrived.`);
  return { path: item.filename, bytes: bytes(item.fileSize) };
}

async function finished(id: number): Promise<chrome.downloads.DownloadItem | undefined> {
  let changed = () => {};
  const listener = (delta: chrome.downloads.DownloadDelta) => {
    if (delta.id === id) changed();
  };
  chrome.downloads.onChanged.addListener(listener);
  try {
    for (;;) {
      const next = new Promise<void>(resolve => {
        changed = resolve;
      });
      const [item] = await chrome.downloads.search({ id });
      if (item?.state !== 'in_progress') return item;
      await next;
    }
  } finally {
    chrome.downloads.onChanged.removeListener(listener);
  }
}
