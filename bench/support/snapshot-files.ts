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

/** Objects that make a snapshot of about this many megabytes: 14 nodes and 60 edges each, 1.15 KB in the file. */
const objectsFor = (megabytes: number): number => Math.round(megabytes * 870);
/** References of each object to others, so that the heap has as many edges for each node as that of a web page: a good four. */
const links = 16;

/** A snapshot of the page `big-heap` of about this size, taken in the system's browser the first time and kept in `.cache`. */
export async function snapshotFile(megabytes: number): Promise<SnapshotFile> {
  const address = `?objects=${objectsFor(megabytes)}`;
  return await kept(`big-heap-${megabytes}-megabytes`, address, page => page.evaluate(linkObjects, links));
}

/** A snapshot with so many objects of the class `Instance`, each with a text of its own, kept in the same way. */
export async function snapshotOfInstances(count: number): Promise<SnapshotFile> {
  return await kept(`${count}-instances`, '?objects=1', page => page.evaluate(makeInstances, count));
}

/** A snapshot of the page `big-heap` after `prepare`: taken the first time, found from then on. */
async function kept(name: string, address: string, prepare: (page: Page) => Promise<void>): Promise<SnapshotFile> {
  const folder = join(cacheFolder, 'bench');
  const path = join(folder, `${name}.heapsnapshot`);
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
    await page.goto(`${server.url}${address}`);
    await page.evaluate(withoutNames);
    await prepare(page);
    await takeSnapshot(page, `${path}.part`);
  } finally {
    await browser.close();
    await server.close();
  }
  await rename(`${path}.part`, path);
  return { path, bytes: (await stat(path)).size };
}

/** The compiler's helper that names functions: a function that is handed to a page asks for it and does without. */
export const withoutNames = 'globalThis.__name = it => it';

/** Runs in the page. Every thousandth is held by all that come after it up to the next, so that it has a thousand retainers. */
function makeInstances(count: number): void {
  class Instance {
    readonly text: string;
    constructor(
      i: number,
      readonly first: Instance | null,
    ) {
      this.text = `instance ${i} ${'x'.repeat(i % 50)}`;
      // Read once, it is one flat text and no longer two parts.
      Number(this.text);
    }
  }
  const instances: Instance[] = [];
  for (let i = 0; i < count; i++) instances.push(new Instance(i, instances[i - (i % 1000)] ?? null));
  Object.assign(globalThis, { instances });
}

/** Runs in the page: gives each object references to others, most of them made shortly before it and some anywhere, always the same ones. */
function linkObjects(count: number): void {
  const { kept } = globalThis as unknown as { kept: { links?: object[] }[] };
  let random = 1;
  for (const [i, object] of kept.entries()) {
    object.links = Array.from({ length: count }, (_, link) => {
      random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      const other = link % 8 === 0 ? (random >>> 8) % kept.length : Math.max(0, i - ((random >>> 8) % 200));
      return kept[other] as object;
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
