import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { neverPassed, profilingProtocol, tableOfPassed } from '../support/protocol-table.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';
import { tapWire } from '../support/wire-tap.ts';

const session = await openSession();
const tap = await tapWire(session.port);
after(async () => {
  await session.close();
  await tap.close();
});
const { page, panel } = await session.inspect('objects/');
const updates = tap.traffic.keep('Profiler.preciseCoverageDeltaUpdate');
const protocol = profilingProtocol();

/** Settles when the browser has sent this event, or answered this command. */
async function passes(method: string): Promise<void> {
  await until(`${method} on the wire`, () => tap.traffic.passed.has(method));
}

/** DevTools itself asks whether to show the profile in its Performance panel. */
async function refuseOfferOfDevTools(): Promise<void> {
  const offer = '>>> [jslog*="load-cpu-profile-confirmation"]';
  await panel.devtools.waitForSelector(offer);
  await panel.devtools.keyboard.press('Escape');
  await panel.devtools.waitForSelector(offer, { hidden: true });
}

describe('both profiling domains, by what the panel sends to the browser', () => {
  it('records with every instrument, over a reload', async () => {
    await panel.connect(tap.port);
    await panel.choose({ on: ['Allocation sampling', 'Allocation timeline', 'CPU profile', 'Coverage'] });
    await panel.record();
    await page.evaluate('globalThis.kept = Array.from({ length: 20_000 }, (_, number) => ({ number }))');
    await passes('HeapProfiler.heapStatsUpdate');
    await page.reload();
    await passes('HeapProfiler.resetProfiles');
    await passes('HeapProfiler.getSamplingProfile');
    await passes('Profiler.takePreciseCoverage');
  });

  it("makes a capture of the page's console.profile", async () => {
    await page.evaluate("console.profile('by the page'); console.profileEnd('by the page')");
    await passes('Profiler.consoleProfileFinished');
    await refuseOfferOfDevTools();
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 120);
    await panel.find('button', /^by the page/);
  });

  it('collects garbage, takes a snapshot and looks at an object in it', async () => {
    await panel.press('button', 'Collect garbage');
    await passes('HeapProfiler.collectGarbage');
    await panel.press('button', 'Heap snapshot');
    await panel.find('button', /^Snapshot/, 120);
    await panel.press('button', 'Objects');
    await panel.fill('textbox', 'Object id or expression', 'shelf');
    await panel.press('button', 'Look');
    await panel.press('button', 'Evaluate with $0');
    await passes('HeapProfiler.addInspectedHeapObject');
    const [name = ''] = (await panel.rows('Properties'))[0] ?? [];
    await panel.fill('textbox', 'Object id or expression', name);
    await panel.press('button', 'Look');
    await passes('HeapProfiler.getObjectByHeapObjectId');
    await panel.press('button', 'Close');
  });

  it('asks for the coverage that V8 has without counting', async () => {
    await panel.press('button', 'More');
    await panel.press('menuitem', /^Best-effort coverage/);
    await passes('Profiler.getBestEffortCoverage');
  });

  it('switches both domains off when the panel is closed', async () => {
    await panel.devtools.close();
    await passes('HeapProfiler.disable');
    await passes('Profiler.disable');
  });

  it("leaves no command, parameter or event of the protocol's schema unused", context => {
    context.diagnostic(`\n${tableOfPassed(protocol, tap.traffic.passed)}`);
    assert.deepEqual(neverPassed(protocol, tap.traffic.passed), []);
  });

  it('hears from V8 itself what was covered, at occasions that V8 names', () => {
    const occasions = new Set(updates.map(({ occasion }) => occasion));
    assert.ok(occasions.has('DomContentLoaded'), [...occasions].join(', '));
  });
});
