import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { assertAccessibleInBothThemes } from '../support/axe.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const dialogs = 7;
const rows = 23;

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');
await panel.connect(session.port);
await page.evaluate(`
  class PlantedRow {}
  globalThis.registry = { opened: [], rows: [] };
  globalThis.openDialog = () => {
    const dialog = document.createElement('dialog');
    dialog.append(document.createElement('p'));
    document.body.append(dialog);
    registry.opened.push(dialog);
  };
  globalThis.closeDialog = () => document.querySelector('dialog').remove();
  globalThis.addRows = count => {
    for (let i = 0; i < count; i++) registry.rows.push(new PlantedRow());
    globalThis.passing = Array.from({ length: count }, () => new PlantedRow());
  };
  openDialog(); closeDialog(); addRows(1); passing = null;
`);

describe('leaks', () => {
  it('say what to do where snapshots are missing', async () => {
    await panel.takeSnapshot();
    await panel.press('tab', 'Leaks');
    await panel.says(/That takes three snapshots of the page/);
    assert.ok(await (await panel.find('button', 'Find leaks')).evaluate(button => button.ariaDisabled === 'true'));
    await assertAccessibleInBothThemes(panel);
    await page.evaluate(`for (let i = 0; i < ${dialogs}; i++) openDialog(); addRows(${rows})`);
    await panel.takeSnapshot();
    await panel.press('tab', 'Leaks');
    await panel.says(/That takes three snapshots of the page/);
  });

  it('are named with their number, when the two snapshots before are chosen already', async () => {
    await page.evaluate(`for (let i = 0; i < ${dialogs}; i++) closeDialog(); passing = null`);
    await panel.takeSnapshot();
    await panel.press('tab', 'Leaks');
    await panel.press('button', 'Find leaks');
    await panel.says(/There is a leak: 1 group of objects, and \d+ groups? of suspects\./, 120);
    await panel.find('treegrid', 'Leaks');
    const found = await panel.rows('Leaks');
    const planted = found.filter(([name = '']) => /dialog|PlantedRow/.test(name)).map(row => row.slice(0, 3));
    assert.deepEqual(planted, [
      [`Detached <dialog> ×${dialogs}`, 'Leak: detached DOM', String(dialogs)],
      [`PlantedRow ×${rows}`, 'Suspect: stayed', String(rows)],
    ]);
    await assertAccessibleInBothThemes(panel);
  });

  it('show how one of them is held, step by step, and lead to it', async () => {
    await panel.press('gridcell', /^PlantedRow ×/);
    await panel.find('columnheader', /^What holds PlantedRow @\d+$/);
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.says(/It came with the action and stayed, for no reason that is known: it may be a cache\./);
    const example = /^\[\d+\] :: PlantedRow @\d+$/;
    await panel.find('gridcell', example);
    const names = (await panel.rows('Leaks')).map(([name = '']) => name);
    const trace = names.slice(names.findIndex(name => /^PlantedRow ×/.test(name)) + 1).slice(0, 4);
    assert.match(
      trace.join('\n'),
      /^Window.* @\d+\nregistry :: \{opened, rows\} @\d+\nrows :: Array @\d+\n\[\d+\] :: PlantedRow @\d+$/,
    );
    await panel.openMenuOn('gridcell', example);
    await panel.press('menuitem', 'Reveal in Summary');
    await panel.find('gridcell', /^PlantedRow @\d+$/);
  });

  it('are filtered by class, and kept while another tab is shown', async () => {
    await panel.press('tab', 'Leaks');
    await panel.fill('searchbox', 'Filter classes', 'PlantedRow');
    await until('the one class', async () => {
      const names = (await panel.rows('Leaks')).map(([name = '']) => name).filter(name => / ×/.test(name));
      return names.length === 1 && names[0] === `PlantedRow ×${rows}`;
    });
    await panel.fill('searchbox', 'Filter classes', '');
  });

  it('are none between snapshots in another order, which is said', async () => {
    const [before, target] = [
      await panel.find('combobox', 'Snapshot before the action'),
      await panel.find('combobox', 'Snapshot after the action'),
    ];
    const [, first = '', second = ''] = await before.$$eval('option', all => all.map(({ value }) => value));
    await before.select(second);
    await target.select(first);
    await panel.press('button', 'Find leaks');
    const alert = await panel.find('alert', /not in the order/, 60);
    assert.ok(alert);
    await assertAccessibleInBothThemes(panel);
  });

  it('are none of snapshots before and after a reload, which is said', async () => {
    await page.reload();
    await panel.takeSnapshot();
    await panel.press('tab', 'Leaks');
    await panel.press('button', 'Find leaks');
    await panel.find('alert', /The first snapshot and the last are not of one page/, 60);
  });
});
