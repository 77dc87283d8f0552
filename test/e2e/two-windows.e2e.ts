import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { Panel } from '../support/panel.ts';
import { type InspectedTab, openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const first = await session.inspect('known-amounts/');
const second = await session.inspect('demo/');

/** A hidden tab does not draw: whoever is to be driven comes to the front first. */
async function front({ page, panel }: InspectedTab): Promise<Panel> {
  await page.bringToFront();
  return panel;
}

it('two DevTools on two tabs share one connection', async () => {
  await (await front(first)).connect(session.port);
  await (await front(second)).find('button', 'Full access');
});

it('each records its own tab and shows its own functions', async () => {
  for (const tab of [first, second]) {
    const panel = await front(tab);
    await panel.press('button', 'Record');
    await panel.find('button', 'Stop');
    await panel.press('tab', 'Functions');
  }
  await (await front(second)).find('gridcell', 'buildIndex', 60);
  const panel = await front(first);
  await first.page.evaluate('startPlanting()');
  await panel.find('gridcell', 'leakNodes', 60);
  const names = (await panel.rows('Functions')).map(([name]) => name);
  assert.ok(!names.includes('buildIndex'), names.join());
});

it('stopping one leaves the other running', async () => {
  await first.panel.press('button', 'Stop');
  await first.panel.find('button', 'Record');
  const panel = await front(second);
  await panel.find('button', 'Stop');
  const before = await panel.status();
  await until('an update of the other', async () => (await panel.status()) !== before);
  await panel.press('button', 'Stop');
  await panel.find('button', 'Record');
});

it('both recordings are in the list of either', async () => {
  for (const tab of [first, second]) {
    const panel = await front(tab);
    await until('two recordings', async () => {
      const names = await panel.names('button');
      return names.filter(name => /^Recording /.test(name)).length === 2;
    });
  }
});
