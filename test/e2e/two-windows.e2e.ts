import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openGate } from '../support/gate.ts';
import type { Panel } from '../support/panel.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const gate = await openGate(session.port);
after(gate.close);
const first = await session.inspect('known-amounts/');
const second = await session.inspect('demo/');
const windows = [first, second];

describe('two DevTools on two tabs', () => {
  it('have full access as soon as one of them connects', async () => {
    await first.panel.connect(gate.port);
    await second.panel.find('button', 'Full access');
  });

  it('record at once, and each shows the functions of its own page', async () => {
    for (const { panel } of windows) {
      await panel.record();
      await panel.press('tab', 'Functions');
    }
    await first.page.evaluate('startPlanting()');
    await first.panel.find('gridcell', 'leakNodes', 60);
    await second.panel.find('gridcell', 'buildIndex', 60);
    assert.deepEqual(await scriptsOf(first.panel), ['known-amounts.js']);
    assert.deepEqual(await scriptsOf(second.panel), ['demo.js']);
  });

  it('share one connection', () => assert.deepEqual(gate.handshakes, [null]));

  it('stop each for itself', async () => {
    await first.panel.press('button', 'Stop');
    await first.panel.find('button', 'Record');
    await second.panel.find('button', 'Stop');
    const earlier = await second.panel.status();
    await until('an update of the other', async () => (await second.panel.status()) !== earlier);
    await second.panel.press('button', 'Stop');
    await second.panel.find('button', 'Record');
  });

  it('list what either has recorded', async () => {
    for (const { panel } of windows) {
      await until('two recordings', async () => {
        const names = await panel.names('button');
        return names.filter(name => /^Recording /.test(name)).length === 2;
      });
    }
  });
});

/** The scripts that the functions in sight are from. */
async function scriptsOf(panel: Panel): Promise<string[]> {
  const places = (await panel.rows('Functions')).map(cells => cells.at(-1) ?? '');
  return [...new Set(places.map(place => place.split(':')[0] ?? '').filter(script => script.endsWith('.js')))];
}
