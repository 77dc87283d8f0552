import { after, describe, it } from 'node:test';
import { assertAccessibleInBothThemes } from '../support/axe.ts';
import { openSession } from '../support/session.ts';

const session = await openSession();
after(session.close);
const { panel } = await session.inspect('demo/');
const assertAccessible = () => assertAccessibleInBothThemes(panel);

describe('the panel has nothing that axe finds fault with', () => {
  it('before it is connected', async () => {
    await panel.find('button', 'Connect');
    await assertAccessible();
  });

  it('when connecting has failed', async () => {
    await panel.fill('spinbutton', 'Port', '1');
    await panel.press('button', 'Connect');
    await panel.find('alert', '');
    await assertAccessible();
  });

  it('with the choice of instruments open', async () => {
    await panel.connect(session.port);
    await panel.press('button', 'What');
    await panel.tick('CPU profile', true);
    await panel.tick('Allocation timeline', true);
    await panel.tick('Coverage', true);
    await assertAccessible();
    await panel.devtools.keyboard.press('Escape');
  });

  for (const tab of ['Flame', 'Tree', 'Bottom-up', 'Functions', 'Source lines', 'Coverage'])
    it(`on the tab ${tab} of a running recording`, async () => {
      if (tab === 'Flame') await panel.record();
      await panel.statusMatching(/samples/, 60);
      await panel.press('tab', tab);
      await assertAccessible();
    });

  it('with a time that was selected by keys, and a change between two moments', async () => {
    const { keyboard } = panel.devtools;
    await panel.press('tab', 'Functions');
    await (await panel.find('slider', 'Start of the selected time')).focus();
    await keyboard.press('ArrowRight');
    await panel.find('columnheader', 'Kept');
    await assertAccessible();
    await (await panel.find('slider', 'Moment')).focus();
    await keyboard.press('PageDown');
    await keyboard.press('b');
    await panel.find('columnheader', 'Became');
    await assertAccessible();
    await panel.press('tab', 'Flame');
    await assertAccessible();
    await panel.press('button', 'Clear');
    await panel.gone('button', 'Clear');
  });

  it('with a function selected, frozen, and with a menu open', async () => {
    await panel.press('tab', 'Functions');
    await panel.press('gridcell', 'buildIndex');
    await panel.press('button', 'Freeze');
    await panel.press('button', 'Full access');
    await panel.find('menuitem', 'Disconnect');
    await assertAccessible();
    await panel.devtools.keyboard.press('Escape');
  });

  it('with the list of isolates open', async () => {
    await panel.press('button', /^main page/);
    await panel.find('menuitemradio', /^main page/);
    await assertAccessible();
    await panel.devtools.keyboard.press('Escape');
  });

  it('on an object and its properties', async () => {
    await panel.press('button', 'Objects');
    await panel.fill('textbox', 'Object id or expression', 'document');
    await panel.devtools.keyboard.press('Enter');
    await panel.find('treegrid', 'Properties');
    await assertAccessible();
    await panel.devtools.keyboard.press('Escape');
  });

  for (const item of ['Class histogram', 'Detached DOM'])
    it(`on ${item}`, async () => {
      await panel.press('button', 'More');
      await panel.press('menuitem', new RegExp(`^${item}`));
      await panel.find('region', item, 60);
      await assertAccessible();
    });

  it('on a heap snapshot', async () => {
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.press('button', 'Heap snapshot');
    await panel.find('heading', /^Heap snapshot of /, 120);
    await assertAccessible();
    await panel.press('button', /^Recording/);
  });

  it('where it is narrow', async () => {
    await panel.devtools.setViewport({ width: 480, height: 700 });
    await panel.find('combobox', 'Capture');
    await assertAccessible();
  });

  it('with the list of keys open', async () => {
    await panel.press('tab', 'Functions');
    await panel.devtools.keyboard.press('?');
    await panel.find('heading', 'Keys');
    await assertAccessible();
  });
});
