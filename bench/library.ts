/** `npm run bench:library`: how soon a library of 50 captures of 5 MB is listed, and how soon any of them is seen. */
import type { Frame, Page } from 'puppeteer-core';
import { type CaptureSummary, freshCapture } from '../src/captures/capture-summary.ts';
import { logFile, summaryFile } from '../src/captures/paths.ts';
import { BlockWriter, encodeHeader, type Log } from '../src/recording/log.ts';
import { instrumentsOf } from '../src/recording/options.ts';
import { bytes, type Milliseconds, milliseconds } from '../src/units.ts';
import { Panel } from '../test/support/panel.ts';
import { until } from '../test/support/until.ts';
import { type BenchBrowser, launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { recordDemo, repeated } from './support/recorded-rows.ts';
import { benchOptions, print } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';

declare const InspectorFrontendAPI: { showPanel(id: string): void };
/** Set in the panel by `watchForList`: milliseconds. */
declare global {
  var listedAfter: number | undefined;
}

const captures = 50;
const captureSize = 5 * 2 ** 20;
const recordedSeconds = 30;
const opensPerRound = 3;

const { json, rounds } = benchOptions(10);
const bench = await launchForBench();
const cold: number[] = [];
const warm: number[] = [];
const opened: number[] = [];
let hours = 0;
try {
  const recorded = await recordDemo(bench, recordedSeconds);
  const { content, duration } = logOfSize(recorded, captureSize);
  hours = duration / 3_600_000;
  await putCaptures(await extensionPage(bench), recorded, content, duration);
  for (let round = 0; round < rounds; round++) {
    await endRelay(bench);
    const first = await openedPanel(bench);
    cold.push(first.time);
    const { page, panel, time } = await openedPanel(bench);
    warm.push(time);
    await panel.press('button', /^Capture 49/);
    await panel.press('tab', 'Tree');
    await panel.find('gridcell', 'runTurn', 60);
    for (let i = 0; i < opensPerRound; i++) opened.push(await timeToOpen(panel.frame, round * opensPerRound + i));
    await Promise.all([first.page.close(), page.close()]);
  }
} finally {
  await bench.close();
}

const figures = (values: readonly number[]) =>
  [median(values), quantile(values, 0.95), Math.max(...values)].map(value => value.toFixed(0));
print(
  {
    bench: 'bench:library',
    machine: thisMachine(bench.version),
    tables: [
      {
        title: `${captures} captures with a log of ${captureSize / 2 ** 20} MB each (${hours.toFixed(1)} h of the demo page), in ms`,
        columns: ['from … to …', 'median', '95 %', 'highest', 'times'],
        rows: [
          ['panel asks, recorder runs: the list is drawn', ...figures(warm), String(warm.length)],
          ['panel asks, nothing runs: the list is drawn', ...figures(cold), String(cold.length)],
          ['a capture is chosen: its call tree is drawn', ...figures(opened), String(opened.length)],
        ],
      },
    ],
    goals: [
      { what: 'list of the library', value: median(warm), bound: 'at most', limit: 100, unit: 'ms' },
      { what: 'first view of a capture', value: median(opened), bound: 'at most', limit: 500, unit: 'ms' },
    ],
  },
  json,
);

/** A log of that many bytes, in blocks of a second. */
function logOfSize({ meta, rows }: Log, size: number): { content: Buffer; duration: Milliseconds } {
  const parts = [encodeHeader(meta)];
  const block = new BlockWriter();
  let length = parts[0]?.length ?? 0;
  let nextBlock = 1000;
  for (const row of repeated(rows)) {
    if (row.time >= nextBlock) {
      const written = block.take();
      parts.push(written);
      length += written.length;
      nextBlock = row.time + 1000;
      if (length >= size) return { content: Buffer.concat(parts), duration: milliseconds(row.time) };
    }
    block.add(row);
  }
  throw new Error('There were no rows.');
}

/** A page with the extension's files, and without the extension's code. */
async function extensionPage({ browser, extensionId }: BenchBrowser): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/devtools.html`);
  return page;
}

async function putCaptures(page: Page, { meta }: Log, log: Buffer, duration: Milliseconds): Promise<void> {
  const summaries = Array.from({ length: captures }, (_, i): CaptureSummary => {
    return {
      ...freshCapture,
      id: `capture-${i}`,
      name: `Capture ${i}`,
      kind: 'recording',
      title: meta.title,
      host: 'bench.example',
      url: meta.url,
      startedAt: meta.startedAt,
      duration,
      instruments: instrumentsOf(meta.options),
      options: meta.options,
      files: [{ format: 'heapscope-log', name: logFile, bytes: bytes(log.length), isolate: null }],
      state: { kind: 'complete' },
    };
  });
  const content = { base64: log.toString('base64'), summaries, summaryFile, logFile };
  await page.evaluate(async ({ base64, summaries, summaryFile, logFile }) => {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const root = await navigator.storage.getDirectory();
    for (const summary of summaries) {
      const folder = await root.getDirectoryHandle(summary.id, { create: true });
      const contents: [string, FileSystemWriteChunkType][] = [
        [logFile, bytes],
        [summaryFile, JSON.stringify(summary)],
      ];
      for (const [name, file] of contents) {
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(file);
        await writable.close();
      }
    }
  }, content);
  await page.close();
}

/** The next command starts another relay, which reads the library anew. */
async function endRelay({ browser }: BenchBrowser): Promise<void> {
  const target = await browser.waitForTarget(candidate => candidate.type() === 'service_worker');
  await (await target.worker())?.evaluate('chrome.offscreen.closeDocument().catch(() => {})');
}

/** Opens the panel in a fresh DevTools. Answers how long after its question to the background the list was drawn. */
async function openedPanel({
  browser,
  extensionId,
}: BenchBrowser): Promise<{ page: Page; panel: Panel; time: number }> {
  const page = await browser.newPage();
  await page.goto('data:text/html,<title>inspected</title>');
  const devtools = await page.openDevTools();
  await devtools.setViewport({ width: 1200, height: 620 });
  await devtools.evaluateOnNewDocument(watchForList, captures);
  const address = `chrome-extension://${extensionId}`;
  await devtools.waitForFunction('typeof InspectorFrontendAPI === "object"');
  const frame = await until('the panel', async () => {
    await devtools.evaluate(id => InspectorFrontendAPI.showPanel(id), `${address}Heapscope`);
    return devtools.frames().find(candidate => candidate.url() === `${address}/panel.html`);
  });
  const shown = await until('the list', () => frame.evaluate(() => globalThis.listedAfter), 60);
  return { page, panel: new Panel(devtools, frame), time: shown };
}

/** Runs in every document of DevTools before its own code: notes when the panel asks, and when so many captures are drawn. */
function watchForList(count: number): void {
  if (location.pathname !== '/panel.html') return;
  const send = chrome.runtime.sendMessage as (...args: unknown[]) => Promise<unknown>;
  let askedAt: number | null = null;
  Object.assign(chrome.runtime, {
    sendMessage(...args: unknown[]) {
      askedAt ??= performance.now();
      return send.apply(chrome.runtime, args);
    },
  });
  const observer = new MutationObserver(() => {
    if (document.querySelectorAll('[data-capture]').length < count) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const now = performance.now();
      globalThis.listedAfter = now - (askedAt ?? now);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Milliseconds from a press on a capture of the list to rows in its call tree. */
async function timeToOpen(frame: Frame, which: number): Promise<number> {
  return await frame.evaluate(
    async (id, row) => {
      const start = performance.now();
      document.querySelector<HTMLElement>(`[data-capture="${id}"]`)?.click();
      // First the rows of the capture before go, then those of this one come.
      for (const wanted of [false, true])
        while ((document.querySelector(row) !== null) !== wanted) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return performance.now() - start;
    },
    `capture-${which % (captures - 1)}`,
    '[role="treegrid"] [role="gridcell"]',
  );
}
