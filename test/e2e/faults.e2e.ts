import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { functionsInTree, totalInTree } from '../support/call-tree.ts';
import { hasMark } from '../support/marks.ts';
import type { Panel } from '../support/panel.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const tab = await session.inspect('known-amounts/');
const { page } = tab;
/** The panel on `page`: another one when DevTools was closed in between. */
let { panel } = tab;
await panel.connect(session.port);

const demo = `${session.pages}demo/`;
const otherSite = `${session.pages.replace('127.0.0.1', 'localhost')}known-amounts/`;

describe('a running recording', () => {
  it('goes on when Chrome stops the service worker, and says so when it is back', async () => {
    await panel.choose({ on: ['Allocation timeline', 'CPU profile'] });
    await panel.record();
    await stopServiceWorker();
    await panel.press('button', 'Collect garbage');
    await panel.statusMatching(/^Chrome restarted the background worker.* The recording went on; nothing was lost\./);
    await plant(page, panel);
  });

  it('goes on while DevTools is closed, and is there from its beginning when DevTools opens again', async () => {
    const leaked = await totalInTree(panel, 'leakNodes');
    await panel.devtools.close();
    panel = await session.openPanel(page);
    await panel.find('button', 'Stop');
    await panel.press('tab', 'Tree');
    await until('what was there before', async () => (await totalInTree(panel, 'leakNodes')) >= leaked);
  });

  it('goes on when the tab navigates, within the site and to another, and lets go of the pages before', async () => {
    const onFirstSite = await totalInTree(panel, 'leakNodes');
    await page.goto(demo);
    await panel.find('gridcell', 'buildIndex', 60);
    await page.goto(otherSite);
    await plant(page, panel);
    await panel.gone('gridcell', 'buildIndex');
    // Both sites plant the same, and each figure rests on some 400 samples.
    const ratio = (await totalInTree(panel, 'leakNodes')) / onFirstSite;
    assert.ok(ratio > 0.65 && ratio < 1.5, `leakNodes holds ${ratio} of what it held on the first site`);
    const megabytesPerSample = 32 / 1024;
    // Usage and samples are read at times of their own, half a second apart and more.
    await until('figures that agree', async () => {
      const { samples, sampled, used } = await figuresOf(panel);
      return isAbout(sampled, used) && isAbout(samples * megabytesPerSample, sampled);
    });
  });

  it('is whole when it is stopped after all that, with a mark where each page began', async () => {
    const leaked = await totalInTree(panel, 'leakNodes');
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    // It would say "incomplete" at its end, had one of the instruments failed on the way.
    await panel.find('button', /^Recording .* · [\d.]+ MB$/);
    await until('what was there before', async () => (await totalInTree(panel, 'leakNodes')) >= leaked);
    for (const address of [demo, otherSite]) await until(`a mark for ${address}`, () => hasMark(panel, address));
  });
});

describe('a recording that is cut short', () => {
  it('is kept when its tab is closed, and another panel says why', async () => {
    const closing = await session.inspect('demo/');
    await closing.panel.record();
    await closing.panel.statusMatching(/\d samples/);
    await closing.page.close();
    await panel.press('button', /incomplete$/);
    await showsWhatIsLeft(panel, 'The tab was closed while it was recorded.');
  });

  it('outlives a crash of the page: it goes on when that is loaded again, with a mark where it crashed', async () => {
    const crashing = await session.inspect('demo/');
    await crashing.panel.record();
    await crashing.panel.statusMatching(/\d samples/);
    await crash(crashing.page);
    await crashing.panel.statusMatching(/^The page has crashed\. What was recorded is safe; load the page again/);
    await until('a mark for the crash', () => hasMark(crashing.panel, 'The page crashed'));
    await crashing.page.goto(demo);
    await until('the objects of the page that was loaded again', async () => {
      const { samples } = await figuresOf(crashing.panel);
      return samples > 0;
    });
    await crashing.panel.press('tab', 'Tree');
    await crashing.panel.find('gridcell', 'leakNodes', 60);
    await crashing.panel.press('button', 'Stop');
    await crashing.panel.find('button', 'Record', 60);
  });

  it('is kept when it is stopped while the page has crashed', async () => {
    const crashing = await session.inspect('demo/');
    await crashing.panel.record();
    await crashing.panel.statusMatching(/\d samples/);
    await crash(crashing.page);
    await crashing.panel.statusMatching(/^The page has crashed\./);
    await crashing.panel.press('button', 'Stop');
    await crashing.panel.find('button', 'Record', 60);
    await showsWhatIsLeft(crashing.panel, 'The page has crashed.');
  });

  it('is kept when the user disconnects', async () => {
    await page.reload();
    await panel.record();
    await plant(page, panel);
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.find('button', 'Record');
    await showsWhatIsLeft(panel, 'Heapscope was disconnected from the browser while it recorded.');
  });
});

/** Plants 300,000 objects of 44 bytes and waits until the tree shows nearly that much. */
async function plant(on: Page, shownIn: Panel): Promise<void> {
  await on.evaluate('startPlanting()');
  await on.waitForFunction('plantedSoFar() === 300000');
  await shownIn.press('tab', 'Tree');
  await until('what was planted', async () => (await totalInTree(shownIn, 'leakNodes')) > 10_500_000, 60);
}

/** What the status says of the samples, how many MB they stand for, and how many MB are used. */
async function figuresOf(shownIn: Panel): Promise<{ samples: number; sampled: number; used: number }> {
  const [, samples, sampled, used] = await until('figures', async () =>
    /([\d,]+) samples .* ([\d.]+) MB sampled of ([\d.]+) MB used/.exec(await shownIn.status()),
  );
  return { samples: Number(samples?.replaceAll(',', '')), sampled: Number(sampled), used: Number(used) };
}

const isAbout = (value: number, other: number): boolean => value > 0.6 * other && value < 1.4 * other;

/** Waits until the panel says why a recording has ended, and shows the functions it got up to then. */
async function showsWhatIsLeft(shownIn: Panel, reason: string): Promise<void> {
  await until(reason, async () => (await shownIn.text()).includes(`This recording is not complete. ${reason}`));
  await shownIn.press('tab', 'Tree');
  await until('functions', async () => (await functionsInTree(shownIn)).length > 0);
}

async function stopServiceWorker(): Promise<void> {
  const target = await session.browser.waitForTarget(candidate => candidate.type() === 'service_worker');
  const worker = await target.worker();
  await worker?.close();
}

/** A crashed page answers nothing, not even this. */
async function crash(crashing: Page): Promise<void> {
  const client = await crashing.createCDPSession();
  client.send('Page.crash').catch(() => {});
}
