import type { Frame } from 'puppeteer-core';

/** The folders of the private file system that a frame of the extension sees, with the names of their files. */
export async function capturesOnDisk(frame: Frame): Promise<Record<string, string[]>> {
  return await frame.evaluate(async () => {
    const folders: Record<string, string[]> = {};
    for await (const [name, folder] of await navigator.storage.getDirectory())
      if (folder.kind === 'directory') {
        const files: string[] = [];
        for await (const file of folder.keys()) files.push(file);
        folders[name] = files.sort();
      }
    return folders;
  });
}

/** What `capture.json` says of the capture in a folder. */
export async function summaryOnDisk(frame: Frame, captureId: string): Promise<string> {
  return await frame.evaluate(async id => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(id);
    return await (await (await folder.getFileHandle('capture.json')).getFile()).text();
  }, captureId);
}

/** The log of a capture as far as it is written; null when it has grown while it was read. */
export async function logOnDisk(frame: Frame, captureId: string): Promise<Uint8Array | null> {
  const bytes = await frame.evaluate(async id => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(id);
    const file = await (await folder.getFileHandle('recording.log')).getFile();
    const content = await file.arrayBuffer().catch(() => null);
    return content && Array.from(new Uint8Array(content));
  }, captureId);
  return bytes && Uint8Array.from(bytes);
}
