import assert from 'node:assert/strict';
import type { Browser } from 'puppeteer-core';

/** What the service worker has of Chrome's API, as far as tests ask it. */
declare const chrome: {
  debugger: {
    getTargets(): Promise<readonly { tabId?: number; url: string }[]>;
    sendCommand(target: { tabId: number }, method: string, params?: object): Promise<object>;
  };
};

/** What Chrome answers the extension's own `chrome.debugger` session of the tab with this page: an error as its text. */
export async function answerToExtension(
  browser: Browser,
  page: string,
  method: string,
  params: object = {},
): Promise<string> {
  const target = await browser.waitForTarget(found => found.type() === 'service_worker');
  const worker = await target.worker();
  assert.ok(worker);
  return await worker.evaluate(
    async (url, name, sent) => {
      const targets = await chrome.debugger.getTargets();
      const tabId = targets.find(each => each.url === url)?.tabId;
      if (tabId === undefined) return 'no such tab';
      return await chrome.debugger.sendCommand({ tabId }, name, sent).then(JSON.stringify, String);
    },
    page,
    method,
    params,
  );
}
