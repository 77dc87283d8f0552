import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { readCpuProfile } from '../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../src/formats/heapprofile.ts';
import { answerToExtension } from '../support/extension-debugger.ts';
import { allocatedBelow, selfTime } from '../support/profile-figures.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');

describe('a browser that gives extensions the CPU profiler but no heap profiler', () => {
  it('is what this test runs in', async () => {
    assert.match(await session.browser.version(), /\/150\./);
  });

  it('has its CPU profiled through chrome.debugger alone, without a connection', async () => {
    await panel.choose({ on: ['CPU profile'] });
    await record();
    await until('the profile in the session of the extension', isProfiledByExtension);
    assert.match(await answerTo('HeapProfiler.enable'), /wasn't found/);
    await stop();
    assert.match(await answerTo('Runtime.enable'), /not attached/);
    const cpu = readCpuProfile(await readFile(await panel.saved('cpuprofile'), 'utf8'), 'the export');
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
    const cpu = readCpuProfile(await readFile(await panel.saved('cpuprofile'), 'utf8'), 'the export');
    assert.ok(selfTime(cpu, ({ functionName }) => functionName === 'burnCpu') > 50_000);
    const heap = readHeapProfile(await readFile(await panel.saved('heapprofile'), 'utf8'), 'the export');
    assert.ok(allocatedBelow(heap, 'leakNodes').bytes > 10_000_000);
  });
});

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

/** V8 lets nobody change the interval of a profile that is being taken in the very session that asks. */
async function isProfiledByExtension(): Promise<boolean> {
  return /when profiling/.test(await answerTo('Profiler.setSamplingInterval', { interval: 1000 }));
}

/** What Chrome answers the extension's own chrome.debugger session of the tab. */
async function answerTo(method: string, params: object = {}): Promise<string> {
  return await answerToExtension(session.browser, page.url(), method, params);
}
