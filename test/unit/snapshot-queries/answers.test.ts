import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launchQuietBrowser, openPage, takeSnapshot, writeProfile } from '../../support/page-heap.ts';
import { assertSameAnswers } from './same-as-oracle.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-queries-'));
const browser = await launchQuietBrowser();
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

test('a page answers as in DevTools, and what came and went between two of its snapshots', async () => {
  const { page, session } = await openPage(browser, '<div id=root></div><iframe srcdoc="<p>frame"></iframe>');
  await page.evaluate(firstAct);
  const before = await takeSnapshot(session, folder);
  await page.evaluate(secondAct);
  const later = await takeSnapshot(session, folder);
  const queries = await assertSameAnswers(later, before);
  const deadNames = queries
    .deadVariables()
    .map(scope => scope.contexts.map(({ variables }) => variables.map(each => each.name)));
  assert.deepEqual(deadNames, [Array.from({ length: 5 }, () => ['dead'])]);
  assert.equal(queries.deadVariables()[0]?.functionName, 'keepClosure');
  await page.close();
});

test('a timeline with stacks answers as in DevTools', async () => {
  const { page, session } = await openPage(browser, '<p>timeline');
  const file = await writeProfile(session, folder, async () => {
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
  globalThis.keepClosure = function keepClosure(_, i) {
    const dead = 'dead '.repeat(1000 + i);
    const used = [i];
    const never = () => dead;
    return function outer() { return function inner() { return used } };
  };
  kept.closures = Array.from({ length: 5 }, keepClosure);
  kept.byKey = new WeakMap(kept.trees.map(tree => [tree, { value: tree.nodeName }]));`;

const secondAct = `
  kept.trees.splice(0, 20);
  kept.shapes = kept.shapes.slice(30).concat(Array.from({ length: 50 }, (_, i) => ({ a: i, c: [i] })));
  kept.later = Array.from({ length: 40 }, (_, i) => new Set([i]));
  root.firstElementChild.remove();`;
