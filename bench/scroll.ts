/** `npm run bench:scroll`: how smoothly a class with a million objects scrolls in the panel, and how soon it is sorted and its retainers show. */
import { join } from 'node:path';
import type { CDPSession, ElementHandle, Frame } from 'puppeteer-core';
import { root } from '../scripts/steps/paths.ts';
import { servePages } from '../test/support/page-server.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { until } from '../test/support/until.ts';
import { launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { traceMainThread } from './support/main-thread.ts';
import { benchOptions, print } from './support/report.ts';
import { snapshotOfInstances, withoutNames } from './support/snapshot-files.ts';
import { median, quantile } from './support/statistics.ts';

const count = 1_000_000;
const seconds = 5;
const { json, rounds } = benchOptions(10);
const mark = 'heapscope bench scroll';

interface Scrolled {
  /** When each frame was drawn, in milliseconds. */
  readonly frames: readonly number[];
  /** In how many of them a row in view had not come yet. */
  readonly waiting: number;
  /** Rows between the first one in view at the start and the farthest. */
  readonly rows: number;
}

const file = await snapshotOfInstances(count);
const server = await servePages(join(root, 'test', 'pages', 'limited'));
const bench = await launchForBench();
try {
  const page = await bench.browser.newPage();
  await page.goto(server.url);
  const panel = await openPanel(bench.browser, page);
  await panel.devtools.setViewport({ width: 1200, height: 627 });
  await panel.frame.evaluate(withoutNames);
  const field = await panel.frame.waitForSelector('input[type=file]');
  await (field as ElementHandle<HTMLInputElement>).uploadFile(file.path);
  await panel.find('tab', 'Summary', 300);
  await panel.find('gridcell', /^Instance ×/, 300);
  await panel.fill('searchbox', 'Filter classes', '/^Instance$/');
  await until('this class alone', async () => (await panel.rows('Classes')).length === 1);
  await panel.press('gridcell', new RegExp(`^Instance ×${count.toLocaleString('en')}$`), 300);
  await panel.devtools.keyboard.press('ArrowRight');
  await panel.find('gridcell', /^Instance @/);

  await withoutAccessibilityTree(panel.frame);
  const scenes = [];
  for (const [name, scroll] of [
    ['wheel', byWheel],
    ['scroll bar', byScrollBar],
  ] as const) {
    // Twice, as tracing takes time itself: frames are counted without it.
    const scrolled = await scroll(panel);
    let traced = 0;
    const [stretch] = await traceMainThread(panel.devtools, panel.frame, mark, async () => {
      traced = (await scroll(panel)).frames.length;
    });
    if (!stretch) throw new Error('nothing was traced');
    scenes.push({ name, longestTask: stretch.longestTask, cpu: stretch.cpu / traced, ...scrolled });
  }
  const sorting: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const column of ['Retained size', 'Constructor', 'Constructor', 'Retained size'])
      sorting.push(await panel.frame.evaluate(sortBy, column));
  const retaining: number[] = [];
  for (let round = 0; round < rounds * 5; round++)
    retaining.push(await panel.frame.evaluate(showRetainers, round / (rounds * 5)));

  const figures = (values: readonly number[]) => [
    median(values).toFixed(1),
    quantile(values, 0.95).toFixed(1),
    Math.max(...values).toFixed(1),
  ];
  const intervals = ({ frames }: Scrolled) => frames.slice(1).map((time, at) => time - (frames[at] ?? 0));
  print(
    {
      bench: 'bench:scroll',
      machine: thisMachine(bench.version),
      tables: [
        {
          title: `Scrolling ${count.toLocaleString('en')} objects of a class (${(file.bytes / 1e6).toFixed(0)} MB), ${seconds} s each; times in ms`,
          columns: [
            'by',
            'frames/s',
            'median',
            '95 %',
            'highest',
            'longest task',
            'CPU a frame',
            'frames with rows to come',
            'rows',
          ],
          rows: scenes.map(scene => [
            scene.name,
            (scene.frames.length / seconds).toFixed(0),
            ...figures(intervals(scene)),
            scene.longestTask.toFixed(1),
            scene.cpu.toFixed(1),
            `${((100 * scene.waiting) / scene.frames.length).toFixed(0)} %`,
            scene.rows.toLocaleString('en'),
          ]),
        },
        {
          title: 'From the press to the rows on the screen, in ms',
          columns: ['', 'median', '95 %', 'highest', 'times'],
          rows: [
            ['sorting them', ...figures(sorting), String(sorting.length)],
            ['the retainers of one of them', ...figures(retaining), String(retaining.length)],
          ],
        },
      ],
      goals: [
        ...scenes.map(scene => ({
          what: `frames a second by ${scene.name}`,
          value: scene.frames.length / seconds,
          bound: 'at least' as const,
          limit: 58,
          unit: '',
        })),
        { what: 'sorting', value: median(sorting), bound: 'at most', limit: 300, unit: 'ms' },
        { what: 'retainers', value: quantile(retaining, 0.95), bound: 'at most', limit: 50, unit: 'ms' },
      ],
    },
    json,
  );
} finally {
  await bench.close();
  await server.close();
}

/** Looking for controls by their names has Chrome keep the accessibility tree of the panel up to date from then on, as for a screen reader. */
async function withoutAccessibilityTree(frame: Frame): Promise<void> {
  // The session that looked has to say so; Puppeteer leaves it out of its types.
  const { client } = frame as Frame & { readonly client: CDPSession };
  await client.send('Accessibility.enable');
  await client.send('Accessibility.disable');
}

/** As a person turns the wheel: a few rows at a time, quickly. */
async function byWheel(panel: Panel): Promise<Scrolled> {
  const grid = await panel.find('treegrid', 'Classes');
  const box = await grid.boundingBox();
  if (!box) throw new Error('the table is not in sight');
  await panel.devtools.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const watched = panel.frame.evaluate(watchScrolling, { seconds, mark, share: 0 });
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) await panel.devtools.mouse.wheel({ deltaY: 300 });
  return await watched;
}

/** As a person drags the scroll bar from the top to the bottom: a few thousand rows a frame. */
async function byScrollBar(panel: Panel): Promise<Scrolled> {
  await panel.frame.evaluate('document.querySelector("[role=treegrid][aria-label=Classes]").scrollTop = 0');
  await until('the first rows', async () => /^Instance @/.test((await panel.rows('Classes'))[1]?.[0] ?? ''));
  return await panel.frame.evaluate(watchScrolling, { seconds, mark, share: 1 });
}

/** Runs in the panel: notes every frame, and scrolls through a `share` of the table meanwhile. */
async function watchScrolling(wish: { seconds: number; mark: string; share: number }): Promise<Scrolled> {
  const grid = document.querySelector('[role=treegrid][aria-label=Classes]');
  if (!grid) throw new Error('there is no table');
  const frames: number[] = [];
  let waiting = 0;
  const from = grid.scrollTop;
  const length = grid.scrollHeight - grid.clientHeight;
  performance.mark(wish.mark);
  const start = performance.now();
  for (let passed = 0; passed < wish.seconds * 1000; passed = performance.now() - start) {
    frames.push(await new Promise<number>(resolve => requestAnimationFrame(resolve)));
    const isWaiting = [...grid.querySelectorAll('[role=row][aria-level]')].some(row => {
      // The place is asked for of these alone, as it is dear.
      if (row.firstElementChild?.textContent !== '…') return false;
      const [view, box] = [grid.getBoundingClientRect(), row.getBoundingClientRect()];
      return box.bottom > view.top && box.top < view.bottom;
    });
    if (isWaiting) waiting++;
    if (wish.share > 0) grid.scrollTop = length * wish.share * Math.min(1, passed / (wish.seconds * 1000));
  }
  performance.mark(wish.mark);
  return { frames, waiting, rows: Math.round((grid.scrollTop - from) / 24) };
}

/** Runs in the panel: milliseconds from the press on the head of a column until the rows stand in another order. */
async function sortBy(column: string): Promise<number> {
  const grid = document.querySelector('[role=treegrid][aria-label=Classes]');
  const head = [...(grid?.querySelectorAll('[role=columnheader]') ?? [])].find(it => it.textContent === column);
  if (!grid || !head) throw new Error(`there is no column ${column}`);
  grid.scrollTop = 0;
  const rows = () =>
    [...grid.querySelectorAll('[role=row][aria-level="2"]')].map(row => row.firstElementChild?.textContent);
  const isThere = () => rows().length > 5 && !rows().includes('…');
  const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve));
  while (!isThere()) await frame();
  const [before] = rows();
  const start = performance.now();
  head.querySelector('button')?.click();
  for (;;) {
    const shown = await frame();
    if (isThere() && rows()[0] !== before) return shown - start;
  }
}

/** Runs in the panel: milliseconds from the press on a row somewhere in the table until its retainers are listed. */
async function showRetainers(place: number): Promise<number> {
  const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve));
  const grid = document.querySelector('[role=treegrid][aria-label=Classes]');
  if (!grid) throw new Error('there is no table');
  grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * place;
  const inView = () => {
    const { top, bottom } = grid.getBoundingClientRect();
    return [...grid.querySelectorAll<HTMLElement>('[role=row][aria-level="2"]')].filter(row => {
      const box = row.getBoundingClientRect();
      return box.top > top + 24 && box.bottom < bottom;
    });
  };
  await frame();
  while (inView().length === 0 || inView().some(row => row.firstElementChild?.textContent === '…')) await frame();
  const retainers = () =>
    document.querySelector('[role=treegrid][aria-label=Retainers] [role=row][aria-level="1"]')?.textContent;
  const before = retainers();
  const row = inView().find(it => it.getAttribute('aria-selected') === 'false');
  const start = performance.now();
  row?.click();
  for (;;) {
    const shown = await frame();
    const now = retainers();
    if (now && now !== before && !now.startsWith('…')) return shown - start;
  }
}
