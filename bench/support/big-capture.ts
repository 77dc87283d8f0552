import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { type CaptureSummary, freshCapture } from '../../src/captures/capture-summary.ts';
import { pathIn, snapshotFile } from '../../src/captures/paths.ts';
import { bytes, epochMilliseconds, milliseconds } from '../../src/units.ts';

const blockSize = 4 * 2 ** 20;
const filler = '0,1,2,3,4,5,6,7,8,9,';

/** Puts a snapshot of many blocks, made of digits, into the library through a page of the extension; returns its path there. */
export async function putBigCapture(extensionPage: Page, blocks: number): Promise<string> {
  const capture: CaptureSummary = {
    ...freshCapture,
    id: 'synthetic',
    kind: 'snapshot',
    title: 'Synthetic',
    host: 'bench.example',
    url: 'https://bench.example/',
    startedAt: epochMilliseconds(Date.now()),
    duration: milliseconds(0),
    instruments: [],
    options: null,
    files: [{ format: 'heapsnapshot', name: snapshotFile, bytes: bytes(blocks * blockSize), isolate: null }],
    state: { kind: 'complete' },
  };
  const content = {
    summary: JSON.stringify(capture),
    folder: capture.id,
    fileName: snapshotFile,
    filler,
    blocks,
    blockSize,
  };
  await extensionPage.evaluate(async ({ summary, folder, fileName, filler, blocks, blockSize }) => {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(folder, { create: true });
    const file = await (await directory.getFileHandle(fileName, { create: true })).createWritable();
    for (let block = 0; block < blocks; block++) await file.write(`${block},`.padEnd(blockSize, filler));
    await file.close();
    const about = await (await directory.getFileHandle('capture.json', { create: true })).createWritable();
    await about.write(summary);
    await about.close();
  }, content);
  return pathIn(capture.id, snapshotFile);
}

/** Whether a file on disk is, byte for byte, what `putBigCapture` wrote. */
export async function isBigCapture(path: string, blocks: number): Promise<boolean> {
  const wanted = createHash('sha256');
  for (let block = 0; block < blocks; block++) wanted.update(`${block},`.padEnd(blockSize, filler));
  const found = createHash('sha256');
  for await (const part of createReadStream(path)) found.update(part);
  return found.digest('hex') === wanted.digest('hex');
}
