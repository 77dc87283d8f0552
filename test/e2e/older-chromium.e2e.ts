import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { readCpuProfile } from '../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../src/formats/heapprofile.ts';
import { allocatedBelow, selfTime } from '../support/profile-figures.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

/** What the service worker has of Chrome's API, as far as this test asks it. */
declare const chrome: {
  debugger: {
    getTargets(): Promise<readonly { tabId?: number; url: string }[]>;
    sendCommand(target: { tabId: number }, method: string, params?: object): Promise<object>;
  };
};

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');

describe('a browser that gives extensions the CPU profiler but no heap profiler', () => {
  it('is what this test runs in', async () => {
    assert.match(await session.browser.version(), /\/150\./);
  });

  it('has its CPU profiled through chrome.debugger alone, without a connection', async () => {
    await choose('CPU profile');
    await record();
    await until('the profile in the session of the extension', isProfiledByExtension);
    assert.match(await answerTo('HeapProfiler.enable'), /wasn't found/);
    await stop();
    assert.match(await answerTo('Runtime.enable'), /not attached/);
    const cpu = readCpuProfile(await readFile(await saved('cpuprofile'), 'utf8'), 'the export');
    assert.ok(selfTime(cpu, ({ functionName }) => functionName === 'burnCpu') > 50_000);
  });

  it('keeps that way beside the socket, through which the heap profiler goes', async () => {
    await panel.press('DisclosureTriangle', /^Limited access/);
    await panel.connect(session.port);
    await page.reload();
    await record();
    await until('the profile in the session of the extension', isProfiledByExtension);
    assert.match(await answerTo('HeapProfiler.enable'), /wasn't found/);
    await stop();
    const cpu = readCpuProfile(await readFile(await saved('cpuprofile'), 'utf8'), 'the export');
    assert.ok(selfTime(cpu, ({ functionName }) => functionName === 'burnCpu') > 50_000);
    const heap = readHeapProfile(await readFile(await saved('heapprofile'), 'utf8'), 'the export');
    assert.ok(allocatedBelow(heap, 'leakNodes').bytes > 10_000_000);
  });
});

async function choose(...instruments: readonly string[]): Promise<void> {
  await panel.press('button', 'What');
  for (const name of instruments) await panel.tick(name, true);
  await panel.devtools.keyboard.press('Escape');
}

/** Leaves the recording running, with everything planted. */
async function record(): Promise<void> {
  await panel.record();
  await page.evaluate('startPlanting()');
  await page.waitForFunction('plantedSoFar() === 300_000', { timeout: 60_000 });
}

async function stop(): Promise<void> {
  await panel.press('button', 'Stop');
  await panel.find('button', 'Record', 60);
}

/** Saves the shown capture's file of this format and returns its path. */
async function saved(format: string): Promise<string> {
  await panel.press('button', 'Export');
  await panel.press('menuitem', new RegExp(`\\.${format}\\)`));
  const text = await panel.statusMatching(new RegExp(`^Saved .*\\.${format} \\(`), 60);
  return /^Saved (.*) \(/.exec(text)?.[1] ?? '';
}

/** V8 lets nobody change the interval of a profile that is being taken in the very session that asks. */
async function isProfiledByExtension(): Promise<boolean> {
  return /when profiling/.test(await answerTo('Profiler.setSamplingInterval', { interval: 1000 }));
}

/** What Chrome answers the extension's own chrome.debugger session of the tab. */
async function answerTo(method: string, params: object = {}): Promise<string> {
  const target = await session.browser.waitForTarget(found => found.type() === 'service_worker');
  const worker = await target.worker();
  assert.ok(worker);
  return await worker.evaluate(
    async (url, name, sent) => {
      const targets = await chrome.debugger.getTargets();
      const tabId = targets.find(each => each.url === url)?.tabId;
      if (tabId === undefined) return 'no such tab';
      const answer = chrome.debugger.sendCommand({ tabId }, name, sent);
      return await answer.then(JSON.stringify, String);
    },
    page.url(),
    method,
    params,
  );
}
