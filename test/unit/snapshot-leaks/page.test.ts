import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { findLeaks } from '../../../src/snapshot/leaks/find-leaks.ts';
import { assertOneHistory } from '../../../src/snapshot/leaks/one-history.ts';
import { readPast } from '../../../src/snapshot/leaks/past-snapshot.ts';
import { detachedTrees } from '../../../src/snapshot/queries/detached-trees.ts';
import { launchQuietBrowser, openPage, takeSnapshot } from '../../support/page-heap.ts';
import { openFile } from '../snapshot-queries/same-as-oracle.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-leaks-'));
const browser = await launchQuietBrowser();
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const past = (file: string) => readPast(createReadStream(file), { file });

test('a dialog that is opened and closed, and kept in a list, is found with the list', async () => {
  const { page, session } = await openPage(browser, '<main></main>');
  const act = (script: string) => page.evaluate(`${script}; undefined`);
  await act(`globalThis.registry = { opened: [] };
    globalThis.open = () => {
      const dialog = document.createElement('dialog');
      dialog.innerHTML = '<h1>Title</h1><p>Text</p>';
      document.querySelector('main').append(dialog);
      registry.opened.push(dialog);
    };
    globalThis.close = () => document.querySelector('dialog').remove();
    open(); close()`);
  const before = await takeSnapshot(session, folder);
  await act('for (let i = 0; i < 7; i++) open()');
  const opened = await takeSnapshot(session, folder);
  await act('for (let i = 0; i < 7; i++) close()');
  const [baseline, target] = [await past(before), await past(opened)];
  const final = await openFile(await takeSnapshot(session, folder));

  assertOneHistory(baseline, target, final.graph);
  const { verdict, clusters } = findLeaks(baseline.ids, target.ids, final);
  assert.equal(verdict, 'leak');
  const [cluster] = clusters.filter(({ className }) => className === 'Detached <dialog>');
  assert.deepEqual([cluster?.detector, cluster?.count], ['detached DOM', 7]);
  assert.match(cluster?.reason ?? '', /taken out of its document/);
  const steps = cluster?.trace.map(({ edge }) => edge) ?? [];
  assert.ok(steps.indexOf('registry') < steps.indexOf('opened') && steps.includes('registry'), steps.join());
  const dialogs = detachedTrees(final.graph).filter(({ nodes }) => {
    return final.classes.names[final.classes.classOf[nodes[0] as number] as number] === 'Detached <dialog>';
  });
  assert.equal(dialogs.length, 8);
  assert.ok(dialogs.every(({ nodes, shallowSize, retainedSize }) => nodes.length >= 5 && retainedSize >= shallowSize));
  await page.close();
});

test('what a Map, a Set, a WeakMap and a plain object keep is one group each, however many entries it has', async () => {
  const count = 40;
  const { page, session } = await openPage(browser, '<main></main>');
  await page.evaluate(`
    class InMap {}
    class InObject {}
    class InSet {}
    class InWeakMap {}
    globalThis.stores = { map: new Map(), set: new Set(), weak: new WeakMap(), object: {} };
    globalThis.keys = Array.from({ length: ${count} }, () => ({}));
    globalThis.fill = () => {
      for (const key of keys) {
        stores.map.set(key, new InMap());
        stores.set.add(new InSet());
        stores.object[Math.random().toString(36)] = new InObject();
        stores.weak.set(key, new InWeakMap());
      }
    };`);
  const before = await past(await takeSnapshot(session, folder));
  await page.evaluate('fill()');
  const after = await past(await takeSnapshot(session, folder));
  const { clusters } = findLeaks(before.ids, after.ids, await openFile(await takeSnapshot(session, folder)));
  const planted = clusters.filter(({ className }) => /^In/.test(className));
  assert.deepEqual(
    planted.map(({ className, count }) => [className, count]).sort(),
    ['InMap', 'InObject', 'InSet', 'InWeakMap'].map(className => [className, count]),
  );
  await page.close();
});

test('ids of another page, of the same one loaded anew, and in another order are told from those of one history', async () => {
  const html =
    '<script>globalThis.kept = Array.from({ length: 3000 }, (_, i) => function planted() { return i; })</script>';
  const [one, other] = [await openPage(browser, html), await openPage(browser, '<h1>Another</h1>')];
  const first = await takeSnapshot(one.session, folder);
  await one.page.evaluate('kept.length = 1000; globalThis.more = kept.map(() => () => {}); undefined');
  const second = await takeSnapshot(one.session, folder);
  const foreign = await takeSnapshot(other.session, folder);
  const last = await takeSnapshot(one.session, folder);
  await one.page.reload();
  const reloaded = await takeSnapshot(one.session, folder);
  const check = async (files: readonly [string, string, string]) => {
    const [baseline, target, { graph }] = [await past(files[0]), await past(files[1]), await openFile(files[2])];
    assertOneHistory(baseline, target, graph);
  };
  await check([first, second, last]);
  const refused =
    (code: string, sentence = /./) =>
    (error: unknown) =>
      error instanceof HeapscopeError && error.code === code && sentence.test(error.message);
  await assert.rejects(check([foreign, second, last]), refused('snapshots-of-two-pages', /The first snapshot/));
  await assert.rejects(check([first, foreign, last]), refused('snapshots-of-two-pages', /The second snapshot/));
  await assert.rejects(check([first, second, reloaded]), refused('snapshots-of-two-pages'));
  await assert.rejects(check([second, first, last]), refused('snapshots-out-of-order'));
  await assert.rejects(check([first, first, last]), refused('snapshots-out-of-order'));
  await assert.rejects(check([first, last, second]), refused('snapshots-out-of-order'));
});

test('a snapshot that was read for its ids has those of the whole', async () => {
  const { session } = await openPage(browser, '<p>Page</p>');
  const file = await takeSnapshot(session, folder);
  const { nodes, nodeTypes, strings } = (await openFile(file)).graph.snapshot;
  const { ids, functions } = await past(file);
  assert.deepEqual(ids, nodes.id.toSorted());
  assert.ok(functions.size > 1000);
  for (const [id, name] of functions) {
    const node = nodes.id.indexOf(id);
    assert.deepEqual(
      [nodeTypes[nodes.type[node] as number], strings.get(nodes.name[node] as number)],
      ['closure', name],
    );
  }
});
