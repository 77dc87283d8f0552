import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { SnapshotFile } from './contract.ts';

/** A file of the library, from the file system that panel and background share. @throws HeapscopeError `capture-missing` */
export async function fileOf({ captureId, name }: SnapshotFile): Promise<File> {
  try {
    const root = await navigator.storage.getDirectory();
    return await (await (await root.getDirectoryHandle(captureId)).getFileHandle(name)).getFile();
  } catch (cause) {
    throw new HeapscopeError('capture-missing', { id: captureId }, { cause });
  }
}

/** The content of a file, piece by piece as it comes from the disk. */
export async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) yield value;
}
