import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { root } from '../../scripts/steps/paths.ts';
import { type ApprovalDialog, launchForApproval } from '../support/approval.ts';
import { errorText } from '../support/error-text.ts';
import { servePages } from '../support/page-server.ts';
import { openPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

/** What the service worker has of Chrome's API, as far as this test asks it. */
declare const chrome: { declarativeNetRequest: { getSessionRules(): Promise<unknown[]> } };

/** Above a capture, the card with Connect is a bar that opens. */
const limitedAccess = /^Limited access/;
/** Goes on for as long as it takes the recording to start. */
const keepArrays =
  'setInterval(function keepArrays() { (globalThis.arrays ??= []).push(new Array(10_000).fill(1)); }, 20)';

const pages = await servePages(join(root, 'test', 'pages'));
after(pages.close);
const user = await launchForApproval();
after(user.close);
let page = await openTab();
let panel = await openPanel(user.browser, page);
await panel.fill('spinbutton', 'Port', String(user.port));

describe('connecting where Chrome asks', () => {
  it('the panel says that Chrome asks, and no web page gets in meanwhile', async () => {
    const dialog = await connect();
    await says('Chrome is asking you now: choose Allow in its dialog.');
    assert.equal((await originRules()).length, 1);
    assert.equal(await webPageGetsIn(), false);
    await dialog.answer('Allow');
    await panel.find('button', 'Full access');
    assert.deepEqual(await originRules(), []);
  });

  it('the tab is recorded over the approved connection', async () => {
    await panel.record();
    await page.evaluate('startPlanting()');
    await panel.press('tab', 'Functions');
    await panel.find('gridcell', 'leakNodes', 60);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record');
    await panel.find('gridcell', 'leakNodes');
  });

  it('the panel of another tab has the same connection, without another question', async () => {
    const other = await openTab();
    const itsPanel = await openPanel(user.browser, other);
    await itsPanel.find('button', 'Full access');
    await itsPanel.press('button', 'Record');
    await itsPanel.press('button', 'Stop');
    await itsPanel.find('button', 'Record');
    assert.equal(await user.isAsking(), false);
    await other.close();
    await page.bringToFront();
  });

  it('disconnecting leaves no rule and no way in behind', async () => {
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.find('DisclosureTriangle', limitedAccess);
    assert.deepEqual(await originRules(), []);
    assert.equal(await webPageGetsIn(), false);
    assert.equal(await user.isAsking(), false);
  });
});

describe('a connection that is not to be', () => {
  it('has the sentence for Cancel, and nothing asks again by itself', async () => {
    await panel.press('DisclosureTriangle', limitedAccess);
    const dialog = await connect();
    await dialog.answer('Cancel');
    await panel.find('alert', errorText('approval-denied'));
    await panel.find('button', 'Connect');
    const other = await openTab();
    await (await openPanel(user.browser, other)).find('button', 'Connect');
    assert.equal(await user.isAsking(), false);
    assert.deepEqual(await originRules(), []);
    await other.close();
    await page.bringToFront();
  });

  it('can be cancelled in the panel, which is no failure, and a late Allow changes nothing', async () => {
    const dialog = await connect();
    await panel.press('button', 'Cancel');
    await panel.gone('button', 'Cancel');
    await panel.press('DisclosureTriangle', limitedAccess);
    await panel.find('button', 'Connect');
    assert.deepEqual(await panel.names('alert'), []);
    assert.deepEqual(await originRules(), []);
    await dialog.answer('Allow');
    assert.deepEqual(await panel.names('alert'), []);
    await panel.find('button', 'Connect');
  });
});

describe('what was recorded is kept', () => {
  it('when debugging is cancelled in the bar that Chrome shows without a connection', async () => {
    await panel.record();
    await panel.frame.evaluate(() => (document.activeElement as HTMLElement).blur());
    const cancelled = errorText('debugger-cancelled');
    await until('the end of debugging', async () => {
      await user.closeBar();
      return cancelled.test(await panel.status());
    });
    await panel.find('button', /^Recording.*incomplete$/);
  });

  it('when remote debugging is switched off, and the panel says so', async () => {
    await panel.press('DisclosureTriangle', limitedAccess);
    const dialog = await connect();
    await dialog.answer('Allow');
    await panel.find('button', 'Full access');
    await panel.record();
    await page.evaluate(keepArrays);
    await panel.find('gridcell', 'keepArrays', 60);
    const settings = await user.browser.newPage();
    await settings.goto('chrome://inspect/#remote-debugging');
    const box = await settings.waitForSelector('#remote-debugging-enabled');
    await box?.focus();
    await user.press('space');
    await user.reconnect(() => user.press('space'));
    page = await tabAgain();
    panel = await openPanel(user.browser, page);
    await panel.find('alert', errorText('connection-lost'));
    await panel.find('button', 'Connect');
    await says('This recording is not complete. The connection to the browser has ended');
    await panel.press('tab', 'Functions');
    await panel.find('gridcell', 'keepArrays');
  });
});

async function openTab(): Promise<Page> {
  const opened = await user.browser.newPage();
  await opened.goto(`${pages.url}known-amounts/`);
  return opened;
}

/** The recorded tab, as a puppeteer sees it that has just connected. */
async function tabAgain(): Promise<Page> {
  const target = await user.browser.waitForTarget(each => each.url().startsWith(pages.url));
  const found = await target.page();
  assert.ok(found);
  await found.bringToFront();
  return found;
}

function connect(): Promise<ApprovalDialog> {
  return user.asking(() => panel.press('button', 'Connect'));
}

async function says(sentence: string): Promise<void> {
  await until(`the panel to say "${sentence}"`, async () => (await panel.text()).includes(sentence));
}

async function originRules(): Promise<unknown[]> {
  const target = await user.browser.waitForTarget(each => each.type() === 'service_worker');
  const worker = await target.worker();
  assert.ok(worker);
  return await worker.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
}

/** Whether the browser lets in a socket that the page itself opens. */
async function webPageGetsIn(): Promise<boolean> {
  return await page.evaluate(
    url =>
      new Promise<boolean>(resolve => {
        const socket = new WebSocket(url);
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      }),
    `ws://127.0.0.1:${user.port}/devtools/browser`,
  );
}
