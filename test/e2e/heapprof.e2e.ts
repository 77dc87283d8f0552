import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import type { ElementHandle } from 'puppeteer-core';
import { functionsInTree, totalInTree } from '../support/call-tree.ts';
import { capturesOnDisk } from '../support/private-files.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('phases/');

/** Paths of the files that were exported. */
let files = { hpm: '', hpd: '', hpc: '' };
let phaseOneBefore = 0;

describe("heapprof's files", () => {
  it('are exported, all three, from a recording', async () => {
    await panel.connect(session.port);
    await panel.record();
    await page.evaluate(`run('phaseOne')`);
    await panel.press('tab', 'Tree', 60);
    await panel.find('gridcell', 'phaseOne', 60);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    phaseOneBefore = await until('phaseOne', async () => (await totalInTree(panel, 'phaseOne')) || null);
    await panel.press('button', 'Export');
    await panel.press('menuitem', /^Allocations for heapprof/);
    const saved = await panel.statusMatching(/^Saved .*\.hpm, .*\.hpd, and .*\.hpc \(/);
    const [, hpm = '', hpd = '', hpc = ''] = /^Saved (.*), (.*), and (.*) \(/.exec(saved) ?? [];
    files = { hpm, hpd, hpc };
  });

  it('are imported together and open as a recording: strip, moments, tree and flame graph', async () => {
    await choose(files.hpm, files.hpd, files.hpc);
    await panel.statusMatching(/^Imported /, 60);
    await panel.find('button', /\.hpm ?Recording/);
    await until('the same tree', async () => (await totalInTree(panel, 'phaseOne')) === phaseOneBefore);
    await panel.press('button', 'Peak');
    await panel.find('slider', 'Moment');
    await until('the peak', async () => (await functionsInTree(panel)).includes('phaseOne'));
    await panel.press('tab', 'Flame');
    await panel.find('application', 'Flame graph');
    await panel.press('tab', 'Functions');
    await panel.find('gridcell', 'phaseOne');
    const shown = await panel.shownCapture();
    await choose(files.hpm, files.hpd);
    await until('the second import', async () => (await panel.shownCapture()) !== shown, 60);
  });

  it('can be compared with what V8 recorded', async () => {
    const select = await panel.find('combobox', 'Compare with');
    await select.select(await select.evaluate(element => (element as HTMLSelectElement).options[1]?.value ?? ''));
    await until('no difference', async () => /No difference to /.test(await panel.text()));
    await select.select('');
  });

  it('are asked for when one of them was not chosen, and leave nothing behind', async () => {
    const before = await capturesOnDisk(panel.frame);
    await choose(files.hpm);
    await panel.statusMatching(/is a recording of heapprof, which is two files: .*\.hpd was not chosen with it\./);
    await choose(files.hpc);
    await panel.statusMatching(/\.hpm and .*\.hpd was not chosen with it\. Choose its \.hpm and its \.hpd together/);
    await choose(files.hpd);
    await panel.statusMatching(/two files: \S+\.hpm was not chosen with it\./);
    assert.deepEqual(await capturesOnDisk(panel.frame), before);
  });

  it('are imported when they are dropped', async () => {
    await panel.press('button', /^Recording /);
    await drop(files.hpd, files.hpm);
    await panel.statusMatching(/^Imported /, 60);
    await panel.find('gridcell', 'phaseOne');
    await Promise.all(Object.values(files).map(path => rm(path)));
  });
});

/** Chooses files behind the button "Import", without the dialog of the system. */
async function choose(...paths: string[]): Promise<void> {
  const field = await panel.frame.waitForSelector('input[type=file]');
  await (field as ElementHandle<HTMLInputElement>).uploadFile(...paths);
}

/** Drags files from outside onto the middle of the panel. */
async function drop(...paths: string[]): Promise<void> {
  const client = await panel.devtools.createCDPSession();
  const box = await (await panel.frame.$('main'))?.boundingBox();
  assert.ok(box);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const step of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type: step, ...place, data });
  await client.detach();
}
