import { open } from 'node:fs/promises';

const pieceBytes = 2 ** 20;

/**
 * Reads a file piece by piece into the same two megabytes, one while the other is being parsed:
 * a new buffer for each piece would cost more than reading, and waiting for the disk is no part of an engine's work.
 */
export async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    let piece = new Uint8Array(pieceBytes);
    let spare = new Uint8Array(pieceBytes);
    let reading = file.read(piece, 0, pieceBytes);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      reading = file.read(spare, 0, pieceBytes);
      yield piece.subarray(0, bytesRead);
      [piece, spare] = [spare, piece];
    }
  } finally {
    await file.close();
  }
}
