/** `npm run bench:panel`: how much code the panel is, and how soon it shows something. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { until } from '../test/support/until.ts';
import { launchForBench } from './support/browser.ts';
import { buildForBench } from './support/extension.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, print } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';

declare const InspectorFrontendAPI: { showPanel(id: string): void };

const { json, rounds } = benchOptions(10);
const { sizes, imports } = await gzippedSizes();
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

/** What the panel loads up to its first live picture: its page, its styles, its code and its worker, each with all it imports. */
const panelFiles = withImports('panel.html', 'panel.css', 'panel.js', 'analysis-worker.js');
const chunks = [...sizes.keys()].filter(name => name.startsWith('chunks/'));
const later = chunks.filter(name => !panelFiles.includes(name));
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
          ['what the panel loads up to its first live picture', panelSize.toFixed(1)],
          ['what it and its worker load later, all of it', sum(later).toFixed(1)],
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

/** For each file of the release its size, and for each script those that it imports at once. */
async function gzippedSizes() {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-bench-'));
  try {
    await buildForBench(folder);
    const found = await readdir(folder, { recursive: true });
    const files = new Map<string, Buffer>();
    for (const name of found.filter(path => /\.(js|css|html)$/.test(path)).sort())
      files.set(name, await readFile(join(folder, name)));
    return {
      sizes: new Map([...files].map(([name, bytes]) => [name, gzipSync(bytes, { level: 9 }).length])),
      imports: new Map([...files].map(([name, bytes]) => [name, importsOf(name, bytes.toString())])),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Static imports of a minified module, by their place in the extension. */
function importsOf(name: string, text: string): string[] {
  const statements = text.matchAll(/(?:^|;)import(?:\{[^}]*\}from)?"(\.[^"]+)"/g);
  return [...statements].map(([, path = '']) => join(dirname(name), path));
}

function withImports(...names: string[]): string[] {
  const reached = new Set(names);
  for (const name of reached) for (const imported of imports.get(name) ?? []) reached.add(imported);
  return [...reached];
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
