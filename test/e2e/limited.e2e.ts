import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { readCpuProfile } from '../../src/formats/cpuprofile.ts';
import { notRecorded } from '../../src/instruments/cpu-stitcher.ts';
import { rowInPerformancePanel } from '../support/chrome-panels.ts';
import { errorText } from '../support/error-text.ts';
import { answerToExtension } from '../support/extension-debugger.ts';
import { selfTime } from '../support/profile-figures.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('limited/');
let profile = '';

describe('without a connection', () => {
  it('the panel offers at first sight what works at once', async () => {
    for (const name of ['Record CPU profile and heap usage', 'Count objects by class', 'Find detached DOM'])
      await panel.find('button', name);
    await panel.press('button', 'Find detached DOM');
    await panel.find('region', 'Detached DOM');
    await panel.says(/Every DOM tree in memory is in a document\./);
  });

  it('the first recording shows heap and DOM counters over time, and lets go of the tab when it stops', async () => {
    await panel.press('button', 'Record');
    await panel.statusMatching(/^Recording without allocation sampling: that needs full access\. Press Connect/);
    assert.ok(await isAttached());
    await panel.says(/Used heap [\d.]+ MB/);
    await panel.statusMatching(/\d+ DOM nodes/);
    await stop();
    await letGo();
  });

  it('a CPU profile shows what burns the time while it runs, and is exported as Chrome writes it', async () => {
    await panel.choose({ on: ['CPU profile'] });
    await panel.record();
    await page.evaluate('startBurning()');
    await panel.press('tab', 'Functions');
    await until('the busy function, at the first turn', async () => /burnLimited/.test(await functionsNow()), 60);
    const atLeast = await burnt();
    await stop();
    const atMost = await burnt();
    await panel.press('tab', 'Functions');
    // V8's own entries, such as "(idle)", stand in brackets.
    const first = await until('the busiest function', async () => /^(?!\().+/m.exec(await functionsNow())?.[0]);
    assert.match(first, /^burnLimited /);
    await letGo();

    profile = await panel.saved('cpuprofile');
    const cpu = readCpuProfile(await readFile(profile, 'utf8'), 'the export');
    const lasted = cpu.endTime - cpu.startTime;
    assert.ok(lasted > 3_000_000, `${lasted} µs`);
    const burned = selfTime(cpu, ({ functionName }) => functionName === 'burnLimited');
    // Between two turns the page goes on unseen, the longer the slower the browser is.
    const unseen = selfTime(cpu, ({ functionName }) => functionName === notRecorded);
    const outcome = `${burned} µs of ${atLeast} to ${atMost}, of which ${unseen} may be unseen`;
    assert.ok(burned > 0.6 * (atLeast - unseen) && burned < 1.3 * atMost, outcome);
    // Half of the time, or more: however slow the browser is, and whatever of the time is unseen.
    assert.ok(burned > 0.2 * (lasted - unseen), `${outcome}, in ${lasted} µs`);
    const ofBusy = cpu.nodes.filter(({ callFrame }) => callFrame.functionName === 'burnLimited');
    assert.ok(ofBusy.some(({ positionTicks }) => positionTicks?.length));
  });

  it('a CPU profile follows the page to another site', async () => {
    await panel.record();
    await panel.press('tab', 'Functions');
    await until('the busy function here', async () => /burnLimited/.test(await functionsNow()), 60);
    await page.goto(page.url().replace('127.0.0.1', 'localhost'));
    await page.evaluate('startBurning()');
    // Not until they are shown: a turn lasts for fifty times as long as the browser takes to end it, which may be minutes.
    await until('a second of work there', async () => (await burnt()) > 1_000_000);
    await stop();
    await letGo();
    const cpu = readCpuProfile(await readFile(await panel.saved('cpuprofile'), 'utf8'), 'the export');
    const sites = cpu.nodes
      .filter(({ callFrame }) => callFrame.functionName === 'burnLimited')
      .map(({ callFrame }) => new URL(callFrame.url).hostname);
    assert.deepEqual([...new Set(sites)].sort(), ['127.0.0.1', 'localhost']);
  });

  it('another trace that is being made is named as the reason why there can be no CPU profile', async () => {
    const other = await session.openTab('limited/');
    await other.tracing.start();
    await panel.press('button', 'Record');
    await panel.statusMatching(errorText('trace-running'));
    await letGo();
    await other.tracing.stop();
    await other.close();
    await panel.choose({ off: ['CPU profile'] });
  });

  it('counting classes twice finds the planted ones, exactly, and their growth', async () => {
    await page.evaluate('plantThings(1234)');
    await look('Class histogram');
    await panel.fill('searchbox', 'Filter constructors', 'PlantedThing');
    await shows('Classes', [['PlantedThing', '1,234', '']]);
    await page.evaluate('plantThings(500)');
    await look('Class histogram');
    await shows('Classes', [['PlantedThing', '1,734', '+500']]);
    await letGo();
  });

  it('detached DOM finds the planted list, by the one entry that a script holds', async () => {
    await page.evaluate('detachList(3)');
    await look('Detached DOM');
    await shows('Detached DOM trees', [['<ul id="forgotten-0">', '7', '']]);
    await panel.fill('searchbox', 'Filter nodes', 'entry 2');
    await shows('Detached DOM trees', [
      ['<ul id="forgotten-0">', '7', ''],
      ['<li>', '2', 'yes'],
      ['"entry 2"', '1', ''],
    ]);
    await letGo();
  });

  it('what is missing says that it needs full access', async () => {
    for (const name of ['Heap snapshot', 'Collect garbage']) {
      const button = await panel.find('button', name);
      assert.ok(await button.evaluate(element => element.matches(':disabled')), name);
      assert.equal(await button.evaluate(element => element.getAttribute('title')), 'Needs full access: press Connect');
    }
  });

  it('so does every instrument that is missing, beside its checkbox', async () => {
    await panel.press('button', 'What');
    const missing = await panel.frame.$$eval('section:has(input)', found =>
      found
        .filter(box => box.textContent?.includes('Needs full access: press Connect'))
        .map(box => box.querySelector('input')?.getAttribute('aria-label')),
    );
    assert.deepEqual(missing, ['Allocation sampling', 'Allocation timeline', 'Coverage']);
    await panel.devtools.keyboard.press('Escape');
  });

  // Last, because it leaves another panel of DevTools in front.
  it('the exported profile opens in the Performance panel of Chrome, which finds the same function', async () => {
    assert.match(await rowInPerformancePanel(panel.devtools, profile, 'burnLimited'), /burnLimited/);
  });
});

/** How long the page was busy so far by its own clock, in microseconds. */
async function burnt(): Promise<number> {
  return 1000 * Number(await page.evaluate('burntSoFar()'));
}

async function stop(): Promise<void> {
  await panel.press('button', 'Stop');
  await panel.find('button', 'Record', 60);
}

/** Takes a look at the page's memory and waits until it is shown. */
async function look(name: string): Promise<void> {
  await panel.press('button', 'More');
  await panel.press('menuitem', name);
  await panel.find('region', name);
}

async function functionsNow(): Promise<string> {
  return (await panel.rows('Functions')).map(cells => cells.join(' ')).join('\n');
}

/** Waits until these rows, and no others, stand in a table. */
async function shows(table: string, rows: readonly (readonly string[])[]): Promise<void> {
  await until(`${table}: ${rows.join('; ')}`, async () => isDeepStrictEqual(await panel.rows(table), rows));
}

/** Waits until nothing is left for Chrome to show its bar for. */
async function letGo(): Promise<void> {
  await until('the end of the attachment', async () => !(await isAttached()));
}

/** Whether the extension's own `chrome.debugger` is attached to the page. */
async function isAttached(): Promise<boolean> {
  const answer = await answerToExtension(session.browser, page.url(), 'Runtime.getIsolateId');
  return !/not attached/.test(answer);
}
