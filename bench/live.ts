/** `npm run bench:live`: what a live update costs the panel's main thread. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { WebWorker } from 'puppeteer-core';
import type { TabId } from '../src/messages/contract.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { until } from '../test/support/until.ts';
import { type Load, updateMark } from './live/load.ts';
import type { Publisher } from './live/publisher.ts';
import { type BenchBrowser, launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { type Stretch, traceMainThread } from './support/main-thread.ts';
import { tabIdOf } from './support/recorder.ts';
import { benchOptions, print, type Table } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';
import { profileText } from './support/synthetic-profile.ts';

/** The service worker of the extension, after the publisher has been put into it. */
declare const publisher: Publisher;

const nodes = 5000;
const fragments = 20_000;
const limit = 8;
const updatesPerRound = 12;
/** Slower than the analysis sends, so that every update is drawn by itself. */
const pauseBetween = 400;
const tree: Load = { kind: 'tree', nodes };

interface Scene {
  readonly name: string;
  readonly load: Load;
  readonly show: (panel: Panel) => Promise<void>;
  readonly stretches: Stretch[];
}

const tab = (name: string) => (panel: Panel) => panel.press('tab', name);
const scenes: readonly Scene[] = [
  { name: `Flame, ${nodes} nodes`, load: tree, show: tab('Flame'), stretches: [] },
  { name: `Tree, ${nodes} nodes, all open`, load: tree, show: openWholeTree, stretches: [] },
  { name: `Functions of ${nodes} nodes`, load: tree, show: tab('Functions'), stretches: [] },
  {
    name: `time strip, ${fragments} fragments`,
    load: { kind: 'timeline', fragments },
    show: tab('Flame'),
    stretches: [],
  },
];

const { json, rounds } = benchOptions(3);
const bench = await launchForBench();
try {
  const page = await bench.browser.newPage();
  await page.goto('data:text/html,<title>inspected</title>');
  const panel = await openPanel(bench.browser, page);
  await panel.devtools.setViewport({ width: 1200, height: 620 });
  // What the relay has to say of this tab has been said when this is done: from now on the publisher speaks.
  await panel.connect(bench.port);
  const worker = await publisherIn(bench);
  const tabId = await tabIdOf(panel);

  const profile = profileText(nodes);
  const parse: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const scene of scenes) {
      await begin(worker, tabId, scene.load);
      await scene.show(panel);
      // The first updates after a change of view are not counted: nothing of them is compiled yet.
      const warmUp = round === 0 ? updatesPerRound : 2;
      await publish(worker, warmUp);
      const updates = () => publish(worker, updatesPerRound);
      scene.stretches.push(...(await traceMainThread(panel.devtools, panel.frame, updateMark, updates)));
    }
    parse.push(...(await parseOnMainThread(panel, profile)));
  }

  print(
    {
      bench: 'bench:live',
      machine: thisMachine(bench.version),
      tables: [tableOf(scenes, parse, profile.length)],
      goals: scenes.map(({ name, stretches }) => ({
        what: `an update of: ${name}`,
        value: median(stretches.map(({ busy }) => busy)),
        bound: 'at most',
        limit,
        unit: 'ms',
      })),
    },
    json,
  );
} finally {
  await bench.close();
}

async function publisherIn({ browser }: BenchBrowser): Promise<WebWorker> {
  const entry = fileURLToPath(new URL('live/publisher.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
  const target = await browser.waitForTarget(candidate => candidate.type() === 'service_worker');
  const worker = await target.worker();
  if (!worker) throw new Error('The extension has no service worker.');
  await worker.evaluate(outputFiles[0]?.text ?? '');
  return worker;
}

async function begin(worker: WebWorker, tabId: TabId, load: Load): Promise<void> {
  await worker.evaluate((id, wanted) => publisher.begin(id, wanted), tabId, load);
}

async function publish(worker: WebWorker, count: number): Promise<void> {
  await worker.evaluate((times, pause) => publisher.update(times, pause), count, pauseBetween);
}

async function openWholeTree(panel: Panel): Promise<void> {
  await panel.press('tab', 'Tree');
  const grid = await panel.find('treegrid', 'Call tree');
  const rowCount = async () => Number(await grid.evaluate(element => element.getAttribute('aria-rowcount')));
  await until('rows of the tree', async () => (await rowCount()) > 2);
  await grid.focus();
  await panel.devtools.keyboard.press('Home');
  await panel.devtools.keyboard.press('*');
  await until('the whole tree to be open', async () => (await rowCount()) > nodes / 2);
}

/** The other side: what a panel pays that takes the whole profile as JSON at every poll, before it has done anything with it. */
async function parseOnMainThread(panel: Panel, text: string): Promise<number[]> {
  return await panel.frame.evaluate(
    (profile, times) =>
      Array.from({ length: times }, () => {
        const start = performance.now();
        JSON.parse(profile);
        return performance.now() - start;
      }),
    text,
    updatesPerRound,
  );
}

function tableOf(measured: readonly Scene[], parse: readonly number[], characters: number): Table {
  const figures = (values: readonly number[]) =>
    [median(values), quantile(values, 0.95), Math.max(...values)].map(value => value.toFixed(1));
  return {
    title: 'Time of the main thread for one live update, script to paint, in ms',
    columns: ['view', 'median', '95 %', 'highest', 'of CPU', 'longest task', 'updates'],
    rows: [
      ...measured.map(({ name, stretches }) => [
        name,
        ...figures(stretches.map(({ busy }) => busy)),
        median(stretches.map(({ cpu }) => cpu)).toFixed(1),
        median(stretches.map(({ longestTask }) => longestTask)).toFixed(1),
        String(stretches.length),
      ]),
      [
        `only JSON.parse of the profile, ${(characters / 1e6).toFixed(1)} MB`,
        ...figures(parse),
        '',
        '',
        String(parse.length),
      ],
    ],
  };
}
