import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findLeaks, sortedIds } from '../../../src/snapshot/leaks/find-leaks.ts';
import { detachedTrees } from '../../../src/snapshot/queries/detached-trees.ts';
import { launchQuietBrowser, openPage, takeSnapshot } from '../../support/page-heap.ts';
import { openFile } from '../snapshot-queries/same-as-oracle.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-leaks-'));
const browser = await launchQuietBrowser();
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

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
  const baseline = sortedIds((await openFile(await takeSnapshot(session, folder))).graph);
  await act('for (let i = 0; i < 7; i++) open()');
  const target = sortedIds((await openFile(await takeSnapshot(session, folder))).graph);
  await act('for (let i = 0; i < 7; i++) close()');
  const final = await openFile(await takeSnapshot(session, folder));

  const { verdict, clusters } = findLeaks(baseline, target, final);
  assert.equal(verdict, 'leak');
  const [cluster] = clusters.filter(({ className }) => className === 'Detached <dialog>');
  assert.deepEqual([cluster?.detector, cluster?.count], ['detached DOM', 7]);
  const steps = cluster?.trace.map(({ edge }) => edge) ?? [];
  assert.ok(steps.indexOf('registry') < steps.indexOf('opened') && steps.includes('registry'), steps.join());
  const dialogs = detachedTrees(final.graph).filter(({ nodes }) => {
    return final.classes.names[final.classes.classOf[nodes[0] as number] as number] === 'Detached <dialog>';
  });
  assert.equal(dialogs.length, 8);
  assert.ok(dialogs.every(({ nodes, shallowSize, retainedSize }) => nodes.length >= 5 && retainedSize >= shallowSize));
  await page.close();
});
