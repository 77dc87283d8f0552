import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openSession } from '../support/session.ts';

const session = await openSession();
after(session.close);
const { panel } = await session.inspect('demo/');
await panel.connect(session.port);
const { keyboard } = panel.devtools;
const width = () => panel.frame.evaluate('innerWidth');
const whole = await width();

/** DevTools' drawer opens at the side of the panel. Only after an answer of DevTools is it sure not to be on its way. */
async function assertNoDrawer(): Promise<void> {
  await panel.devtools.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
  assert.equal(await width(), whole);
}

describe('Escape closes what is open, and DevTools opens no drawer at it', () => {
  for (const [heading, open] of [
    ['Keys', () => keyboard.press('?')],
    ['Objects', () => panel.press('button', 'Objects')],
  ] as const)
    it(`on the dialog ${heading}`, async () => {
      await open();
      await panel.find('heading', heading);
      await keyboard.press('Escape');
      await panel.gone('heading', heading);
      await assertNoDrawer();
    });

  it('on a menu that has just opened', async () => {
    await panel.press('button', 'More');
    await keyboard.press('Escape');
    await panel.gone('menu', 'More');
    await assertNoDrawer();
  });

  it('on the button of what is open', async () => {
    await panel.press('button', 'What');
    await panel.find('checkbox', 'CPU profile');
    await (await panel.find('button', 'What')).focus();
    await keyboard.press('Escape');
    await panel.gone('checkbox', 'CPU profile');
    await assertNoDrawer();
  });

  it('and what has nothing to close leaves it to DevTools', async () => {
    await (await panel.find('button', 'Record')).focus();
    await keyboard.press('Escape');
    await panel.frame.waitForFunction(wide => innerWidth < wide, {}, whole as number);
  });
});
