import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HeapscopeError } from '../src/errors/heapscope-error.ts';
import { mostSnapshotGrowth, mostUnpacked } from '../src/formats/gzip.ts';
import { type PastSnapshot, readPast } from '../src/snapshot/leaks/past-snapshot.ts';
import { type Outlook, outlookOf } from '../src/snapshot/memory/outlook.ts';
import { type OpenSnapshot, openSnapshot } from '../src/snapshot/open-snapshot.ts';
import type { ParseOptions } from '../src/snapshot/parse/snapshot-parser.ts';
import type { SnapshotSummary } from '../src/snapshot/summary/snapshot-summary.ts';
import { summarize } from '../src/snapshot/summary/summarize.ts';
import { Refusal } from './refusal.ts';

const pieceLength = 1 << 20;
/**
 * Opens a snapshot, plain or packed with gzip, whatever its name is.
 * @throws Refusal, for too little memory too; HeapscopeError `file-invalid`
 */
export async function openFile(path: string): Promise<OpenSnapshot> {
  try {
    return await readFile(path, openSnapshot);
  } catch (error) {
    if (!(error instanceof HeapscopeError && error.code === 'memory-short')) throw error;
    throw new Refusal(`${error.message.replace(/\.$/, '')}; "heapscope snapshot summary --quick" takes little memory.`);
  }
}

/** Counts the classes of a snapshot without holding it in memory. @throws Refusal; HeapscopeError `file-invalid` */
export const summarizeFile = (path: string): Promise<SnapshotSummary> => readFile(path, summarize);

/** Reads what a search for leaks needs of an earlier snapshot. @throws Refusal; HeapscopeError `file-invalid` */
export const readPastFile = (path: string): Promise<PastSnapshot> => readFile(path, readPast);

/** What the head of a file says; null when it is not that of a snapshot. @throws Refusal */
export const outlookOfFile = (path: string): Promise<Outlook | null> => readFile(path, outlookOf);

async function readFile<Result>(
  path: string,
  read: (chunks: Readable, options: ParseOptions) => Promise<Result>,
): Promise<Result> {
  const { size, isPacked } = await lookAt(path);
  const file = basename(path);
  const bytes = createReadStream(path, { highWaterMark: pieceLength });
  if (!isPacked) return await read(bytes, { file, byteLength: size });
  const unpacked = createGunzip({ chunkSize: pieceLength });
  bytes.on('error', error => unpacked.destroy(error));
  try {
    return await read(bytes.pipe(unpacked), { file, mostBytes: mostUnpacked(size, mostSnapshotGrowth) });
  } catch (error) {
    if (isZlibError(error))
      throw new Refusal(
        `${file} is not a readable gzip file: ${error.message} at byte ${unpacked.bytesWritten}. Save it again with the program that made it.`,
      );
    throw error;
  } finally {
    bytes.destroy();
  }
}

async function lookAt(path: string): Promise<{ readonly size: number; readonly isPacked: boolean }> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new Refusal(`${path} is a folder.`);
    // A pipe cannot be read twice, and one that nobody writes to would never open.
    if (!stats.isFile())
      throw new Refusal(`${path} is no file: save what comes through a pipe or from a device first.`);
    const handle = await open(path);
    try {
      const start = Buffer.alloc(2);
      const { bytesRead } = await handle.read(start, 0, 2, 0);
      return { size: stats.size, isPacked: bytesRead === 2 && start.readUInt16BE() === 0x1f8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (path === '-') throw new Refusal('The standard input cannot be read: save what comes through a pipe first.');
    throw new Refusal(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
