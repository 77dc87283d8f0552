import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readHeapProfile } from '../../src/formats/heapprofile.ts';
import { functionsInTree } from '../support/call-tree.ts';
import { capturesOnDisk } from '../support/private-files.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const samples = join(dirname(dirname(fileURLToPath(import.meta.url))), 'samples');
const heapProfile = join(samples, 'chromium-156.heapprofile');
const cpuProfile = join(samples, 'chromium-156.cpuprofile');
const noProfile = join(samples, 'README.md');

const session = await openSession();
after(session.close);
const { page, panel: firstPanel } = await session.inspect('demo/');
let panel = firstPanel;
const recording = /^(Recording|Leak hunt)/;

describe('a capture in the list', () => {
  it('is there with kind, time, page, length and size when it has been recorded', async () => {
    await panel.connect(session.port);
    await panel.record();
    await panel.press('tab', 'Tree');
    // What later tests look for: the page leaks once a second.
    await panel.find('gridcell', 'leakNodes', 60);
    await panel.press('button', 'Stop');
    await panel.find('button', /^Recording \S+.*127\.0\.0\.1:\d+ · [\d.]+ m?s · [\d.]+ (KB|MB)$/, 60);
  });

  it('is renamed by double click and by F2; Escape leaves the name', async () => {
    await panel.doublePress('button', recording);
    await type('Leak hunt', 'Enter');
    await panel.find('button', /^Leak hunt ?Recording/);
    await (await panel.find('button', recording)).focus();
    await panel.devtools.keyboard.press('F2');
    await type('something else', 'Escape');
    await panel.find('button', /^Leak hunt ?Recording/);
  });

  it('takes a note, and has it still when DevTools was closed', async () => {
    await chooseInMenu('Add note');
    await type('seen after three clicks', 'Enter');
    await panel.find('button', /^Leak hunt ?seen after three clicks/);
    await panel.devtools.close();
    panel = await session.openPanel(page);
    await panel.find('button', /^Leak hunt ?seen after three clicks/);
  });

  it('can be deleted and brought back', async () => {
    await panel.press('button', recording);
    await panel.find('tab', 'Tree');
    await chooseInMenu('Delete');
    await panel.gone('button', recording);
    await panel.says(/Deleted Leak hunt\./);
    await panel.press('button', 'Undo');
    await panel.find('button', recording);
    await panel.press('tab', 'Tree');
    await panel.find('gridcell', 'leakNodes');
  });

  it('loses nothing by export as a whole, deletion and import', async () => {
    const rowsBefore = await panel.rows('Call tree');
    const path = await panel.savedBy('Export', /^Whole recording/, '\\.heapscope');
    await (await panel.find('button', recording)).focus();
    await panel.devtools.keyboard.press('Delete');
    await panel.gone('button', recording);
    await panel.importFiles(path);
    await panel.statusMatching(/^Imported .*\.heapscope\./);
    await panel.find('button', /\.heapscope ?Recording/);
    await panel.press('tab', 'Tree');
    await until('the same tree', async () => isSame(await panel.rows('Call tree'), rowsBefore));
    await panel.press('button', 'Export');
    await panel.find('menuitem', /^Allocation sampling/);
    await panel.devtools.keyboard.press('Escape');
  });
});

describe('files from elsewhere', () => {
  it('are imported together by the button, and shown by their content', async () => {
    await panel.importFiles(heapProfile, cpuProfile);
    await panel.statusMatching(/^Imported chromium-156\.heapprofile and chromium-156\.cpuprofile\./, 60);
    for (const name of [/^chromium-156\.heapprofile ?Profile/, /^chromium-156\.cpuprofile ?Profile/]) {
      await panel.press('button', name);
      await until('its functions', async () => (await functionsInTree(panel)).length > 1);
    }
  });

  it('are imported when they are dropped on the panel', async () => {
    await drop(heapProfile);
    await panel.statusMatching(/^Imported chromium-156\.heapprofile\./);
  });

  it('leave as they came', async () => {
    await panel.press('button', /^chromium-156\.heapprofile/);
    const path = await panel.saved('heapprofile');
    const [given, exported] = await Promise.all([heapProfile, path].map(name => readFile(name, 'utf8')));
    assert.deepEqual(readHeapProfile(exported ?? '', 'exported'), readHeapProfile(given ?? '', 'given'));
  });

  it('are refused in one sentence when they are none, and leave nothing behind', async () => {
    const before = await capturesOnDisk(panel.frame);
    await panel.importFiles(noProfile);
    await panel.statusMatching(/^README\.md is not a readable profile file: it begins like none that is known/);
    assert.deepEqual(await capturesOnDisk(panel.frame), before);
  });
});

describe('the library', () => {
  it('says how much of the disk it takes', async () => {
    await panel.says(/[\d.]+ (KB|MB) used, [\d.,]+ (MB|GB|TB) free/);
  });

  it('can be searched when it is long', async () => {
    await panel.importFiles(...new Array(10).fill(cpuProfile));
    await panel.statusMatching(/^Imported 10 files\./, 60);
    await panel.fill('searchbox', 'Search captures', 'heapprofile');
    await panel.gone('button', /^chromium-156\.cpuprofile/);
    await panel.find('button', /^chromium-156\.heapprofile/);
    await panel.fill('searchbox', 'Search captures', '');
    await panel.find('button', /^chromium-156\.cpuprofile/);
  });
});

/** Types into the field that has the focus, in place of what it holds. */
async function type(text: string, end: 'Enter' | 'Escape'): Promise<void> {
  await panel.find('textbox', /of the capture|on the capture/);
  await panel.devtools.keyboard.type(text);
  await panel.devtools.keyboard.press(end);
}

async function chooseInMenu(item: string): Promise<void> {
  await panel.openMenuOn('button', recording);
  await panel.press('menuitem', new RegExp(`^${item}`));
}

/** Drags a file from outside onto the middle of the panel. */
async function drop(path: string): Promise<void> {
  const client = await panel.devtools.createCDPSession();
  const content = await panel.frame.$('main');
  const box = await content?.boundingBox();
  assert.ok(box);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const step of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type: step, ...place, data });
  await client.detach();
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
