import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openSession } from '../support/session.ts';

const planted = 300_000;

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');

/** The first row of a table that begins so, cell by cell. */
async function row(table: string, beginning: string): Promise<string[]> {
  const found = (await panel.rows(table)).find(([text]) => text?.startsWith(beginning));
  assert.ok(found, `no row ${beginning} in ${table}`);
  return found;
}

describe('a heap snapshot', () => {
  it('lists every planted object of a class, and what holds one', async () => {
    await panel.connect(session.port);
    await page.evaluate('startPlanting()');
    await page.waitForFunction(`plantedSoFar() === ${planted}`, { timeout: 60_000 });
    await panel.press('button', 'Heap snapshot');
    await panel.find('treegrid', 'Classes', 120);
    await panel.fill('searchbox', 'Filter classes', 'LeakedNode');
    await panel.press('gridcell', /^LeakedNode ×300,000$/);
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.press('gridcell', /^LeakedNode @/);
    await panel.find('gridcell', /^kept in system \/ Context/);
    assert.match((await row('Retainers', '['))[0] ?? '', /^\[\d+\] in Array @\d+$/);
  });
});
