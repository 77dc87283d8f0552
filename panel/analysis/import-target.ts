import { arrivingFile } from '../../src/captures/paths.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';

/** Where an import goes: a new folder of the library, in which a file has its name only when it is whole. */
export interface ImportTarget {
  readonly captureId: string;
  /** @throws HeapscopeError `storage-full` */
  write(bytes: Uint8Array<ArrayBuffer>): void;
  /** What was written, on disk; nothing can be written any more. */
  content(): Promise<Blob>;
  /** Puts a part of what was written into a file of its own. */
  extract(name: string, part: Blob): Promise<void>;
  /** Keeps only the first bytes of what was written. */
  shorten(size: number): Promise<void>;
  /** Gives the file its name, and those that were extracted theirs. */
  finish(name: string): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** In the private file system, which the panel shares with the background. For workers only: they alone write synchronously. */
export async function openImportTarget(): Promise<ImportTarget> {
  const captureId = crypto.randomUUID();
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(captureId, { create: true });
  const handle = await folder.getFileHandle(arrivingFile, { create: true });
  const file = await handle.createSyncAccessHandle();
  const extracted: { readonly handle: FileSystemFileHandle; readonly name: string }[] = [];
  let size = 0;
  return {
    captureId,
    write(bytes) {
      try {
        for (let from = 0; from < bytes.length; ) from += file.write(bytes.subarray(from), { at: size + from });
      } catch (cause) {
        const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
        throw full ? new HeapscopeError('storage-full', {}, { cause }) : cause;
      }
      size += bytes.length;
    },
    async content() {
      file.flush();
      file.close();
      return await handle.getFile();
    },
    async extract(name, part) {
      const own = await folder.getFileHandle(`${name}.part`, { create: true });
      extracted.push({ handle: own, name });
      await part.stream().pipeTo(await own.createWritable());
    },
    async shorten(length) {
      const shortened = await handle.createSyncAccessHandle();
      shortened.truncate(length);
      shortened.close();
    },
    async finish(name) {
      for (const part of extracted) await part.handle.move(part.name);
      await handle.move(name);
    },
    async discard() {
      file.close();
      await root.removeEntry(captureId, { recursive: true });
    },
  };
}
