import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openSession } from '../support/session.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('phases/');

describe('size classes of an allocation timeline', () => {
  it('count what each function allocated', async () => {
    await panel.connect(session.port);
    await panel.choose({ on: ['Allocation timeline', 'Allocation stacks'] });
    await panel.record();
    await page.evaluate(`run('phaseOne')`);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.press('tab', 'Allocated objects', 60);
    await panel.press('tab', 'Size classes', 60);
    const functions = await panel.find('combobox', 'Allocated by', 60);
    const offered = await functions.$$eval('option', options => options.map(({ text, value }) => ({ text, value })));
    // V8 inlines the one into the other at some moment, and then calls both by the outer.
    const [most, next] = offered.filter(({ text }) => /^(fill|blockOfOne) /.test(text));
    const megabytes = [most, next].map(option => Number(/\(([\d.]+) MB\)/.exec(option?.text ?? '')?.[1] ?? 0));
    const sum = megabytes.reduce((total, each) => total + each, 0);
    // All of it is 8.03 MB, told in two parts of a tenth. V8 forgets the stack of up to a tenth of what garbage collection moves meanwhile (docs/platform-notes.md).
    assert.ok(sum > 6.4 && sum < 8.2, `8,192 blocks of 1,024 bytes and their arrays are ${sum} MB`);
    await functions.select(most?.value ?? '');
    const row = await panel.find('row', /^512 B to below 1\.0 KB/);
    const share = await row.$eval('td:nth-of-type(3)', cell => Number.parseFloat(cell.textContent ?? ''));
    assert.ok(share > 90, `the blocks are ${share} % of what ${most?.text} allocated`);
  });

  it('recommend an interval for the next recording, and set it', async () => {
    const button = await panel.find('button', /^Use /);
    const [, kilobytes = ''] = /^Use ([\d.]+) KB/.exec((await button.evaluate(each => each.textContent)) ?? '') ?? [];
    await panel.press('button', /^Use /);
    await panel.press('button', 'What');
    const interval = await panel.find('combobox', 'Sampling interval');
    assert.equal(
      await interval.evaluate(select => (select as HTMLSelectElement).value),
      String(Number(kilobytes) * 1024),
    );
  });
});
