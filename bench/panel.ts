/** `npm run bench:panel`: how much code the panel is, and how soon it shows something. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { until } from '../test/support/until.ts';
import { launchForBench } from './support/browser.ts';
import { buildForBench } from './support/extension.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, print } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';

declare const InspectorFrontendAPI: { showPanel(id: string): void };

/** What the panel loads: its page, its view and its worker. */
const panelFiles = ['panel.html', 'panel.css', 'panel.js', 'analysis-worker.js'];

const { json, rounds } = benchOptions(10);
const sizes = await gzippedSizes();
const ours: number[] = [];
const memoryPanel: number[] = [];
const bench = await launchForBench();
try {
  const id = `chrome-extension://${bench.extensionId}`;
  for (let round = 0; round < rounds; round++) {
    const page = await bench.browser.newPage();
    const devtools = await page.openDevTools();
    await until('Heapscope among the tabs of DevTools', () => devtools.$('>>> [role=tab][aria-label=Heapscope]'));
    const first = round % 2 === 0;
    if (first) ours.push(await firstPaint(devtools, id));
    memoryPanel.push(await memoryPanelShown(devtools));
    if (!first) ours.push(await firstPaint(devtools, id));
    // DevTools would open the next time on the panel it was left with.
    await devtools.evaluate(() => InspectorFrontendAPI.showPanel('console'));
    await page.close();
  }
} finally {
  await bench.close();
}

const sum = (names: readonly string[]) => names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0) / 1024;
const panelSize = sum(panelFiles);
const milliseconds = (values: readonly number[]) =>
  [median(values), quantile(values, 0.95), Math.max(...values)].map(value => value.toFixed(0));
print(
  {
    bench: 'bench:panel',
    machine: thisMachine(bench.version),
    tables: [
      {
        title: 'Code of the release build, gzip -9, in KB',
        columns: ['file', 'size'],
        rows: [
          ...[...sizes].map(([name, size]) => [name, (size / 1024).toFixed(1)]),
          ['what the panel loads', panelSize.toFixed(1)],
          ['the whole extension', sum([...sizes.keys()]).toFixed(1)],
        ],
      },
      {
        title: `From choosing the tab to something on the screen, in ms, ${rounds} times a fresh DevTools`,
        columns: ['panel', 'median', '95 %', 'highest'],
        rows: [
          ['Heapscope', ...milliseconds(ours)],
          ["DevTools' own Memory panel", ...milliseconds(memoryPanel)],
        ],
      },
    ],
    goals: [
      { what: 'panel code, gzipped', value: panelSize, bound: 'at most', limit: 120, unit: 'KB' },
      { what: 'first paint of the panel', value: median(ours), bound: 'at most', limit: 300, unit: 'ms' },
    ],
  },
  json,
);

async function gzippedSizes(): Promise<Map<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-bench-'));
  try {
    await buildForBench(folder);
    const names = (await readdir(folder)).filter(name => /\.(js|css|html)$/.test(name)).sort();
    const sizeOf = async (name: string) => gzipSync(await readFile(join(folder, name)), { level: 9 }).length;
    return new Map(await Promise.all(names.map(async name => [name, await sizeOf(name)] as const)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Milliseconds from choosing the tab to the first contentful paint in the panel's document. The two documents count from
 * different moments of the same clock. Puppeteer stops the document before its first script to attach to it: that is in the figure.
 */
async function firstPaint(devtools: Page, extension: string): Promise<number> {
  const chosenAt = await devtools.evaluate(panel => {
    const now = performance.timeOrigin + performance.now();
    InspectorFrontendAPI.showPanel(panel);
    return now;
  }, `${extension}Heapscope`);
  const shown = await until('the panel', () =>
    devtools.frames().find(frame => frame.url() === `${extension}/panel.html`),
  );
  const paintedAt = await until('its first paint', () =>
    shown.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return paint && performance.timeOrigin + paint.startTime;
    }),
  );
  return paintedAt - chosenAt;
}

/** The other side: milliseconds until the first frame in which DevTools' own Memory panel has its content. */
async function memoryPanelShown(devtools: Page): Promise<number> {
  return await devtools.evaluate(async content => {
    const chosenAt = performance.now();
    InspectorFrontendAPI.showPanel('heap-profiler');
    for (;;) {
      const shownAt = await new Promise<number>(resolve => requestAnimationFrame(resolve));
      const roots: ParentNode[] = [document];
      for (const root of roots) {
        if (root.querySelector<HTMLElement>(content)?.offsetHeight) return shownAt - chosenAt;
        for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
      }
    }
  }, '.profile-launcher-view');
}
