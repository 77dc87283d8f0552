import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CDPSession, Page } from 'puppeteer-core';
import { demoFolder } from '../../../scripts/steps/paths.ts';
import { detached } from '../../../src/snapshot/heap-graph.ts';
import type { OpenSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { launchQuietBrowser, takeSnapshot, writeProfile } from '../../support/page-heap.ts';
import { servePages } from '../../support/page-server.ts';
import { assertSameAnswers } from '../snapshot-queries/same-as-oracle.ts';
import { assertSameAsOracle } from './same-as-oracle.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-pages-'));
const browser = await launchQuietBrowser();
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/**
 * Opens a page, runs a script in it and has the profiler write a file, a snapshot unless told otherwise; then another one of what the
 * page keeps after a change. Gives the first.
 */
async function snapshotOf(url: string, inPage: string, write = snapshotAfter): Promise<OpenSnapshot> {
  const page = await browser.newPage();
  await page.goto(url);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  const before = await write(session, page, inPage);
  const later = await write(session, page, change);
  await page.close();
  await assertSameAnswers(later, before);
  return await assertSameAsOracle(before);
}

type Write = (session: CDPSession, page: Page, inPage: string) => Promise<string>;

const snapshotAfter: Write = async (session, page, inPage) => {
  await page.evaluate(inPage);
  return await takeSnapshot(session, folder);
};

const timelineOf: Write = (session, page, inPage) =>
  writeProfile(session, folder, async () => {
    await session.send('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
    await page.evaluate(inPage);
    await session.send('HeapProfiler.stopTrackingHeapObjects', {});
  });

/** Drops half of what a page keeps, takes its first element out of the document, and makes some of everything. */
const change = `{
  const removed = document.body.firstElementChild;
  removed?.remove();
  globalThis.kept = (globalThis.kept ?? []).filter((_, i) => i % 2).concat(Array.from({ length: 30 }, (_, i) => {
    const element = document.createElement('section');
    element.addEventListener('click', () => i);
    return [{ came: i, later: JSON.parse('"later ' + (i % 3) + '"') }, element, new Map([[element, new Set([i])]])];
  }), removed);
}`;

test('an empty page', async () => void (await snapshotOf('about:blank', '')));

test('the demo page', async t => {
  const server = await servePages(demoFolder);
  t.after(() => server.close());
  await snapshotOf(server.url, '');
});

test('a page that keeps what it has taken out of the document', async () => {
  const page = 'data:text/html,<div id=root></div><iframe></iframe>';
  const { graph } = await snapshotOf(
    page,
    `globalThis.kept = [];
    for (let i = 0; i < 50; i++) {
      const tree = document.createElement('section');
      tree.innerHTML = '<div id="id' + i + '" class="row"><b title="t">text</b><p>more</p></div>';
      tree.addEventListener('click', () => kept.push(i));
      root.append(tree);
      if (i % 2) tree.remove();
      kept.push(i % 3 ? tree : tree.firstElementChild);
    }
    const frame = document.querySelector('iframe');
    kept.push(frame.contentWindow, frame.contentDocument.body);
    frame.remove();
    const shadow = document.createElement('div').attachShadow({ mode: 'closed' });
    shadow.innerHTML = '<slot></slot><style>b { color: red }</style>';
    kept.push(shadow, new WeakMap([[shadow, { of: kept }]]));`,
  );
  assert.ok(graph.domState.filter(state => state === detached).length > 50);
});

test('a timeline with stacks', async () => {
  const { graph } = await snapshotOf(
    'data:text/html,<p>timeline',
    'function makeOne(i) { return { i, list: [i] } } globalThis.kept = Array.from({ length: 1000 }, (_, i) => makeOne(i))',
    timelineOf,
  );
  const { traces, samples, nodes, strings } = graph.snapshot;
  assert.ok(traces !== null && nodes.traceNodeId !== null && samples.timestamp.length > 0);
  const isMaker = traces.functionName.map(name => (strings.get(name) === 'makeOne' ? 1 : 0));
  const stacks = new Set(traces.nodeId.filter((_, node) => isMaker[traces.nodeFunction[node] as number] === 1));
  const made = nodes.traceNodeId.filter(id => stacks.has(id)).length;
  // V8 sees only those that its fast path for literals did not make.
  assert.ok(made > 0, 'no live object came from makeOne');
});
