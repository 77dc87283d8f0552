import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type OpenSnapshot, openSnapshot } from '../src/snapshot/open-snapshot.ts';
import { Refusal } from './refusal.ts';

const pieceLength = 1 << 20;

/**
 * Opens a snapshot, plain or packed with gzip, whatever its name is.
 * @throws Refusal; HeapscopeError `file-invalid`
 */
export async function openFile(path: string): Promise<OpenSnapshot> {
  const { size, isPacked } = await lookAt(path);
  const file = basename(path);
  const bytes = createReadStream(path, { highWaterMark: pieceLength });
  if (!isPacked) return openSnapshot(bytes, { file, byteLength: size });
  const unpacked = createGunzip({ chunkSize: pieceLength });
  bytes.on('error', error => unpacked.destroy(error));
  try {
    return await openSnapshot(bytes.pipe(unpacked), { file });
  } catch (error) {
    if (isZlibError(error)) throw new Refusal(`${file} is not a readable gzip file: ${error.message}.`);
    throw error;
  } finally {
    bytes.destroy();
  }
}

async function lookAt(path: string): Promise<{ readonly size: number; readonly isPacked: boolean }> {
  try {
    const handle = await open(path);
    try {
      const stats = await handle.stat();
      if (stats.isDirectory()) throw new Refusal(`${path} is a folder.`);
      const start = Buffer.alloc(2);
      const { bytesRead } = await handle.read(start, 0, 2, 0);
      return { size: stats.size, isPacked: bytesRead === 2 && start.readUInt16BE() === 0x1f8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw new Refusal(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
