import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Panel } from '../support/panel.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);

let page: Page;
let panel: Panel;
let connected = false;

/** A tab of its own for each test, connected, recording, with `leakNodes` in sight. */
beforeEach(async () => {
  ({ page, panel } = await session.inspect('known-amounts/'));
  if (!connected) await panel.connect(session.port);
  connected = true;
  await panel.press('button', 'Record');
  await panel.find('button', 'Stop');
  await panel.press('tab', 'Functions');
  await page.evaluate('startPlanting()');
  await panel.find('gridcell', 'leakNodes', 60);
});

async function stop(): Promise<void> {
  await panel.press('button', 'Stop');
  await panel.find('button', 'Record', 60);
}

describe('a recording goes on', () => {
  it('when Chrome stops the service worker, and says so when it is back', async () => {
    const target = await session.browser.waitForTarget(found => found.type() === 'service_worker');
    await (await target.worker())?.close();
    await until('the end of the service worker', () => !session.browser.targets().includes(target));
    await panel.press('button', 'Collect garbage');
    await panel.statusMatching(/Chrome restarted the background worker.*The recording went on; nothing was lost\./);
    await stop();
    await panel.find('gridcell', 'leakNodes');
  });

  it('when DevTools is closed, and is in sight when it is opened again', async () => {
    await panel.devtools.close();
    panel = await session.openPanel(page);
    await panel.find('button', 'Stop');
    await panel.press('tab', 'Functions');
    await panel.find('gridcell', 'leakNodes', 60);
    await stop();
    await panel.find('gridcell', 'leakNodes');
  });

  it('when the tab moves to another site: what the first page held is gone, what the next holds comes', async () => {
    await page.goto(`${session.pages.replace('127.0.0.1', 'localhost')}demo/`);
    await panel.find('gridcell', 'buildIndex', 60);
    await until('functions of the next page alone', async () => {
      const places = (await panel.rows('Functions')).map(cells => cells.at(-1) ?? '');
      return (
        places.some(place => place.startsWith('demo.js')) && !places.some(place => place.startsWith('known-amounts.js'))
      );
    });
    await stop();
    await panel.find('gridcell', 'buildIndex');
  });
});

describe('what was recorded is kept, and the panel says why it ended', () => {
  it('when the page crashes', async () => {
    const protocol = await page.createCDPSession();
    // A crashed page does not answer.
    void protocol.send('Page.crash').catch(() => {});
    await panel.statusMatching(/The page crashed while it was recorded/, 60);
    await panel.find('button', 'Record');
    await panel.find('gridcell', 'leakNodes');
    assert.match(await panel.text(), /This recording is not complete\. The page crashed/);
  });

  it('when the tab is closed, for the panel of another tab to show', async () => {
    const other = await session.inspect('demo/');
    await page.close();
    const closed = await other.panel.find('button', /incomplete/, 60);
    await closed.click();
    await other.panel.press('tab', 'Functions');
    await other.panel.find('gridcell', 'leakNodes', 60);
    assert.match(await other.panel.text(), /The tab was closed while it was recorded/);
  });

  it('when the connection is ended', async () => {
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    connected = false;
    await panel.find('button', 'Record');
    await panel.find('gridcell', 'leakNodes');
    assert.match(await panel.text(), /This recording is not complete/);
  });
});
