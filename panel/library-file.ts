/** Files of the library, from the file system that panel and background share. */
import { HeapscopeError } from '../src/errors/heapscope-error.ts';

/** Null when there is no such file. */
export function libraryEntry(captureId: string, name: string): Promise<FileSystemFileHandle | null> {
  return entryOf(captureId, name).catch(() => null);
}

/** @throws HeapscopeError `capture-missing` */
export async function libraryFile(captureId: string, name: string): Promise<File> {
  try {
    return await (await entryOf(captureId, name)).getFile();
  } catch (cause) {
    throw new HeapscopeError('capture-missing', { id: captureId }, { cause });
  }
}

async function entryOf(captureId: string, name: string): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  return await (await root.getDirectoryHandle(captureId)).getFileHandle(name);
}
