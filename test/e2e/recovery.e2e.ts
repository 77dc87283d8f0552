import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { WebWorker } from 'puppeteer-core';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { readLog } from '../../src/recording/log.ts';
import type { Row } from '../../src/recording/rows.ts';
import { functionsInTree } from '../support/call-tree.ts';
import type { Panel } from '../support/panel.ts';
import { logOnDisk, summaryOnDisk } from '../support/private-files.ts';
import { createProfile } from '../support/profile.ts';
import { openSession, type Session } from '../support/session.ts';
import { until } from '../support/until.ts';

const profile = await createProfile();
after(profile.remove);
const interrupted = 'The browser or Heapscope ended while it was recorded: at most its last second is missing.';
/** A block of the log is a second, a reading of the heap half a second; the rest is for a busy machine. */
const mostLost = 2500;

describe('a browser that is killed while it records', () => {
  it('has what was recorded up to the last second when it starts again, and says so', async () => {
    const killed = await openSession({ within: profile });
    const { panel } = await killed.inspect('demo/');
    await panel.connect(killed.port);
    await panel.record();
    await samplesOnDisk(panel);
    const killedAt = await kill(killed);

    const session = await openSession({ within: profile });
    try {
      const again = await session.inspect('demo/');
      await again.panel.press('button', /^Recording .* · incomplete$/);
      await showsWhatIsLeft(again.panel, interrupted);
      const { startedAt, duration, state } = await shownCapture(again.panel);
      assert.deepEqual(state, { kind: 'partial', reason: interrupted });
      const lost = killedAt - (startedAt + duration);
      assert.ok(lost < mostLost, `the last ${lost} ms are lost`);
    } finally {
      await session.close();
    }
  });
});

describe('a recorder that ends while it records', () => {
  let session: Session;
  let panel: Panel;
  // Not before the other browser has ended: each has the machine for itself.
  before(async () => {
    session = await openSession();
    ({ panel } = await session.inspect('demo/'));
  });
  after(() => session.close());

  it('leaves what was recorded, and the panel says so by itself', async () => {
    await panel.connect(session.port);
    await panel.record();
    await samplesOnDisk(panel);
    const serviceWorker = await workerOf(session, 'background.js');
    await serviceWorker.evaluate('chrome.offscreen.closeDocument()');
    await panel.statusMatching(/^Chrome ended the recorder of Heapscope\. What was recorded is in the list/);
    await panel.press('button', /^Recording .* · incomplete$/);
    await showsWhatIsLeft(panel, interrupted);
  });

  it('does not keep the next recording from being made', async () => {
    await panel.press('DisclosureTriangle', /^Limited access/);
    await panel.connect(session.port);
    await panel.record();
    await panel.statusMatching(/\d samples/, 60);
    await panel.press('button', 'Stop');
    await panel.find('button', /^Recording .* · [\d.]+ (KB|MB)$/, 60);
  });

  it('keeps what was written when the disk is full, and lets captures be deleted', async () => {
    const relay = await relayWorker(session);
    await panel.record();
    await samplesOnDisk(panel);
    await relay.evaluate(() => {
      const prototype = (globalThis as never as Record<string, { prototype: { write(): never } }>)[
        'FileSystemSyncAccessHandle'
      ]?.prototype;
      if (prototype)
        prototype.write = () => {
          throw new DOMException('No space available for this operation', 'QuotaExceededError');
        };
    });
    await panel.statusMatching(/^The disk space Chrome gives Heapscope is used up\./, 60);
    await panel.find('button', 'Record');
    await showsWhatIsLeft(panel, 'The disk space Chrome gives Heapscope is used up.');
    const { id } = await shownCapture(panel);
    await (await panel.frame.$(`[data-capture="${id}"]`))?.focus();
    await panel.devtools.keyboard.press('Delete');
    await until('its end in the list', async () => !(await panel.frame.$(`[data-capture="${id}"]`)));
  });
});

/** Ends the browser as a crash of the computer would, as far as that goes. Answers when. */
async function kill(session: Session): Promise<number> {
  const browserProcess = session.browser.process();
  assert.ok(browserProcess);
  const ended = once(browserProcess, 'exit');
  const at = Date.now();
  browserProcess.kill('SIGKILL');
  await ended;
  await session.close();
  return at;
}

/** Waits until the panel says why the shown recording is not whole, and shows the functions it got up to then. */
async function showsWhatIsLeft(panel: Panel, reason: string): Promise<void> {
  await until(reason, async () => (await panel.text()).includes(`This recording is not complete. ${reason}`));
  await panel.press('tab', 'Tree');
  await until('functions', async () => (await functionsInTree(panel)).length > 0);
}

/** Waits until the disk has functions of the recording that runs. */
async function samplesOnDisk(panel: Panel): Promise<void> {
  const live = await panel.frame.waitForSelector('[data-capture][aria-current=true]:has(.capture-live)');
  const id = (await live?.evaluate(element => element.getAttribute('data-capture'))) ?? '';
  const hasFunctions = (row: Row) => row.kind === 'allocation-sampling' && row.nodeParent.length > 1;
  const look = async () => {
    const log = await logOnDisk(panel.frame, id);
    return log && readLog(log).rows.some(hasFunctions);
  };
  await until('samples on disk', look, 60);
}

/** What the disk says of the capture that is chosen in the list. */
async function shownCapture(panel: Panel): Promise<CaptureSummary> {
  const shown = await panel.frame.waitForSelector('[data-capture][aria-current=true]');
  const id = await shown?.evaluate(element => element.getAttribute('data-capture') ?? '');
  return JSON.parse(await summaryOnDisk(panel.frame, id ?? ''));
}

async function workerOf(session: Session, file: string): Promise<WebWorker> {
  const target = await session.browser.waitForTarget(candidate => candidate.url().endsWith(`/${file}`));
  return (await target.worker()) ?? assert.fail(`${file} is no worker`);
}

/** The dedicated worker of the relay page, which writes to the disk. */
async function relayWorker(session: Session): Promise<WebWorker> {
  const target = await session.browser.waitForTarget(candidate => candidate.url().endsWith('/relay.html'));
  const relayPage = await target.asPage();
  return await until('the worker of the relay', () => relayPage.workers()[0]);
}
