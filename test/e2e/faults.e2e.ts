import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Panel } from '../support/panel.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel: firstPanel } = await session.inspect('known-amounts/');
/** The panel on `page`: another one when DevTools was closed in between. */
let panel = firstPanel;
await panel.connect(session.port);
const elsewhere = session.pages.replace('127.0.0.1', 'localhost');

describe('a running recording', () => {
  it('goes on when Chrome stops the service worker, and says so when it is back', async () => {
    await record(panel);
    await stopServiceWorker();
    await panel.press('button', 'Collect garbage');
    await panel.statusMatching(/Chrome restarted the background worker of Heapscope\. The recording went on; nothing was lost\./);
    await plant(page, panel);
  });

  it('goes on while DevTools is closed, and is there from its beginning when DevTools opens again', async () => {
    const before = await leaked(panel);
    await panel.devtools.close();
    panel = await session.openPanel(page);
    await panel.find('button', 'Stop');
    await panel.press('tab', 'Tree');
    await panel.find('gridcell', 'leakNodes');
    assert.equal(await leaked(panel), before);
  });

  it('goes on when the tab navigates, with a mark, and forgets the objects of the page that is gone', async () => {
    const onFirstSite = await leaked(panel);
    const stops = [`${session.pages}demo/`, `${elsewhere}known-amounts/`];
    await page.goto(`${session.pages}demo/`);
    await panel.find('gridcell', 'buildIndex', 60);
    await page.goto(`${elsewhere}known-amounts/`);
    await plant(page, panel);
    await panel.gone('gridcell', 'buildIndex');
    // Both pages plant the same; each figure rests on some 400 samples.
    const ratio = (await leaked(panel)) / onFirstSite;
    assert.ok(ratio > 0.65 && ratio < 1.5, `the second site shows ${ratio} of the first`);
    const marks = await marksOf(panel);
    for (const address of stops) assert.ok(marks.some(mark => mark.endsWith(address)), `${address} in ${marks}`);
  });

  it('ends whole', async () => {
    const live = await leaked(panel);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record');
    await panel.find('button', /^Recording .* s · [\d.]+ KB$/);
    assert.equal(await leaked(panel), live);
  });
});

describe('a recording that is cut short', () => {
  it('is kept when its tab is closed, and tells why in another panel', async () => {
    const closing = await session.inspect('demo/');
    await record(closing.panel);
    await closing.panel.statusMatching(/\d samples/);
    await closing.page.close();
    await panel.press('button', /ended early$/);
    await readable(panel, 'The tab was closed while it was recorded.');
  });

  it('is kept when the page crashes', async () => {
    const crashing = await session.inspect('demo/');
    await record(crashing.panel);
    await crashing.panel.statusMatching(/\d samples/);
    await crash(crashing.page);
    await crashing.panel.statusMatching(/^The page crashed while it was recorded\./);
    await crashing.panel.find('button', 'Record');
    await readable(crashing.panel, 'The page crashed while it was recorded.');
  });

  it('is kept when the user disconnects', async () => {
    await record(panel);
    await plant(page, panel);
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.find('button', 'Record');
    await readable(panel, 'The connection was ended while it was recorded.');
  });
});

async function record(of: Panel): Promise<void> {
  await of.press('button', 'Record');
  await of.find('button', 'Stop');
}

/** Plants what the page has and waits until the tree shows it all. */
async function plant(on: Page, shownIn: Panel): Promise<void> {
  await on.evaluate('startPlanting()');
  await on.waitForFunction('plantedSoFar() === 300000');
  await shownIn.press('tab', 'Tree');
  await until('all that was planted', async () => (await leaked(shownIn)) > 9e6, 60);
}

/** Bytes of `leakNodes` in the tree, to a tenth of a megabyte. */
async function leaked(shownIn: Panel): Promise<number> {
  const rows = await shownIn.rows('Call tree');
  const total = rows.find(([name]) => name === 'leakNodes')?.[2] ?? '';
  return Number(/^([\d.]+) MB/.exec(total)?.[1] ?? 0) * 1e6;
}

async function stopServiceWorker(): Promise<void> {
  const target = await session.browser.waitForTarget(({ type }) => type() === 'service_worker');
  const worker = await target.worker();
  await worker?.close();
}

/** A crashed page answers nothing, not even this. */
async function crash(crashing: Page): Promise<void> {
  const client = await crashing.createCDPSession();
  client.send('Page.crash').catch(() => {});
}
