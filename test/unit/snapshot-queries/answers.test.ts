import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import puppeteer, { type CDPSession, type Page } from 'puppeteer-core';
import { findBrowser } from '../../../scripts/browser/find.ts';
import { quietArguments } from '../../support/browser.ts';
import { assertSameAnswers } from './same-as-oracle.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-queries-'));
const browser = await puppeteer.launch({
  executablePath: await findBrowser(),
  headless: true,
  pipe: true,
  args: [...quietArguments],
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

for (const [program, ...options] of [['strings'], ['weakCollections', 'exposeInternals'], ['worker']]) {
  test(`a snapshot of Node answers as in DevTools: ${program}`, async () => {
    const file = join(folder, `${program}.heapsnapshot`);
    const source = join(import.meta.dirname, '../snapshot/programs.mjs');
    await promisify(execFile)(process.execPath, [source, `${program}`, file, ...options]);
    await assertSameAnswers(file);
  });
}

test('a page answers as in DevTools, and what came and went between two of its snapshots', async () => {
  const { page, session } = await openPage('<div id=root></div><iframe srcdoc="<p>frame"></iframe>');
  await page.evaluate(firstAct);
  const before = await write(session, () =>
    session.send('HeapProfiler.takeHeapSnapshot', { captureNumericValue: true }),
  );
  await page.evaluate(secondAct);
  const later = await write(session, () =>
    session.send('HeapProfiler.takeHeapSnapshot', { captureNumericValue: true }),
  );
  await assertSameAnswers(later, before);
  await page.close();
});

test('a timeline with stacks answers as in DevTools', async () => {
  const { page, session } = await openPage('<p>timeline');
  const file = await write(session, async () => {
    await session.send('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
    for (const turn of ['one', 'two']) {
      await page.evaluate(allocate(turn));
      await new Promise(resolve => session.once('HeapProfiler.lastSeenObjectId', resolve));
    }
    await session.send('HeapProfiler.stopTrackingHeapObjects', {});
  });
  await assertSameAnswers(file);
  await page.close();
});

const allocate = (turn: string) => `
  function keep(i) { return [new Map([[i, 'kept ' + i]])] }
  function first(i) { return keep(i) }
  function second(i) { return keep(i) }
  globalThis.kept_${turn} = Array.from({ length: 1000 }, (_, i) => i % 3 ? first(i) : second(i));`;

const firstAct = `
  globalThis.kept = { texts: [], trees: [], shapes: [] };
  for (let i = 0; i < 60; i++) {
    const tree = document.createElement('section');
    tree.innerHTML = '<b>text</b><p title="' + i + '">more</p>';
    tree.addEventListener('click', () => kept.texts.push(i, tree));
    root.append(tree);
    if (i % 2) tree.remove();
    kept.trees.push(tree.firstChild);
    kept.texts.push('long '.repeat(500) + (i % 4), 'short ' + (i % 5), JSON.parse('"copied"'));
    kept.shapes.push({ a: i, b: kept });
  }
  kept.ofFrame = document.querySelector('iframe').contentWindow.eval('[{ inFrame: true }, function inFrame() {}]');
  kept.byKey = new WeakMap(kept.trees.map(tree => [tree, { value: tree.nodeName }]));`;

const secondAct = `
  kept.trees.splice(0, 20);
  kept.shapes = kept.shapes.slice(30).concat(Array.from({ length: 50 }, (_, i) => ({ a: i, c: [i] })));
  kept.later = Array.from({ length: 40 }, (_, i) => new Set([i]));
  root.firstElementChild.remove();`;

async function openPage(html: string): Promise<{ readonly page: Page; readonly session: CDPSession }> {
  const page = await browser.newPage();
  await page.setContent(html);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  return { page, session };
}

/** Has the profiler write a file of its own. */
async function write(session: CDPSession, profile: () => Promise<unknown>): Promise<string> {
  const file = join(folder, `${Math.random()}.heapsnapshot`);
  const out = createWriteStream(file);
  const take = ({ chunk }: { readonly chunk: string }) => void out.write(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await profile();
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  await new Promise<void>(resolve => out.end(() => resolve()));
  assert.ok(out.bytesWritten > 0);
  return file;
}
