import { unfinishedName } from '../../src/captures/whole-file.ts';
import { libraryEntry, libraryFile } from '../library-file.ts';
import type { SnapshotFile } from './contract.ts';

/** The content of a file, piece by piece as it comes from the disk. */
export async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) yield value;
  } finally {
    // Whoever wants no more than the head leaves the rest on the disk.
    await reader.cancel();
  }
}

/** How long to wait for more of a file that is being received, in milliseconds. */
const pause = 50;
/** Read at once, in bytes: for as long the file cannot get its name. */
const pieceLength = 4 * 1024 * 1024;

/** Whether a file is still being received: then it stands beside its name. */
export async function isArriving({ captureId, name }: SnapshotFile): Promise<boolean> {
  return (await libraryEntry(captureId, unfinishedName(name))) !== null;
}

/**
 * The content of a file that is being received, as it comes, to its end. The background writes it through a handle that others may
 * read beside; a blob of it would be void with the next write.
 * @throws HeapscopeError `capture-missing` when it is given up.
 */
export async function* arrivingChunks(file: SnapshotFile): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (;;) {
    const part = await libraryEntry(file.captureId, unfinishedName(file.name));
    if (!part) break;
    const piece = await readPiece(part, at);
    if (piece) {
      at += piece.length;
      yield piece;
    } else await new Promise(resolve => setTimeout(resolve, pause));
  }
  yield* chunksOf((await libraryFile(file.captureId, file.name)).slice(at));
}

/** Null when there is nothing more yet. */
async function readPiece(entry: FileSystemFileHandle, at: number): Promise<Uint8Array | null> {
  const handle = await entry.createSyncAccessHandle({ mode: 'readwrite-unsafe' }).catch(() => null);
  // It has just been given its name.
  if (!handle) return null;
  try {
    const piece = new Uint8Array(Math.min(pieceLength, Math.max(0, handle.getSize() - at)));
    const read = handle.read(piece, { at });
    return read > 0 ? piece.subarray(0, read) : null;
  } finally {
    handle.close();
  }
}
