import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import puppeteer, { type Page } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser/find.ts';
import { cacheFolder, root } from '../../scripts/steps/paths.ts';
import { quietArguments } from '../../test/support/browser.ts';
import { servePages } from '../../test/support/page-server.ts';

export interface SnapshotFile {
  readonly path: string;
  readonly bytes: number;
}

/** Objects that make a snapshot of about this many megabytes: 14 nodes and 110 edges each, 1.9 KB in the file. */
const objectsFor = (megabytes: number): number => Math.round(megabytes * 530);
/** References of each object to others, so that the heap has as many edges for each node as those of applications: about five. */
const links = 40;

/** A snapshot of the page `big-heap` of about this size, taken in the system's browser the first time and kept in `.cache`. */
export async function snapshotFile(megabytes: number): Promise<SnapshotFile> {
  const folder = join(cacheFolder, 'bench');
  const path = join(folder, `big-heap-${megabytes}-${links}.heapsnapshot`);
  const known = await stat(path).catch(() => null);
  if (known) return { path, bytes: known.size };
  await mkdir(folder, { recursive: true });
  const server = await servePages(join(root, 'test', 'pages', 'bench', 'big-heap'));
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    headless: true,
    pipe: true,
    protocolTimeout: 600_000,
    args: [...quietArguments, '--js-flags=--max-old-space-size=4000'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}?objects=${objectsFor(megabytes)}`);
    await page.evaluate(linkObjects, links);
    await takeSnapshot(page, `${path}.part`);
  } finally {
    await browser.close();
    await server.close();
  }
  await rename(`${path}.part`, path);
  return { path, bytes: (await stat(path)).size };
}

/** Runs in the page: gives each object references to others, always the same ones. */
function linkObjects(count: number): void {
  const { kept } = globalThis as unknown as { kept: { links?: object[] }[] };
  let random = 1;
  for (const object of kept) {
    object.links = Array.from({ length: count }, () => {
      random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return kept[random % kept.length] as object;
    });
  }
}

async function takeSnapshot(page: Page, path: string): Promise<void> {
  const out = createWriteStream(path);
  const session = await page.createCDPSession();
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => out.write(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true });
  out.end();
  await finished(out);
}
