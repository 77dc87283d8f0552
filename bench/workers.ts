/** `npm run bench:workers`: how long it takes to attach to a page with twenty workers, against puppeteer on the same page. */
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { root } from '../scripts/steps/paths.ts';
import { type Published, stateChannelName } from '../src/messages/contract.ts';
import { servePages } from '../test/support/page-server.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { until } from '../test/support/until.ts';
import { launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, percent, print } from './support/report.ts';
import { median } from './support/statistics.ts';

const workers = 20;

const { json, rounds } = benchOptions(5);
const server = await servePages(join(root, 'test', 'pages', 'bench', 'workers'));
const bench = await launchForBench();
try {
  const page = await bench.browser.newPage();
  await page.goto(server.url);
  const panel = await openPanel(bench.browser, page);
  await panel.find('spinbutton', 'Port');
  const listing: number[] = [];
  const recording: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round++) {
    peer.push(await attachWithPuppeteer(bench.port, server.url));
    listing.push(await timeOf(panel, 'isolates', () => panel.connect(bench.port)));
    recording.push(await timeOf(panel, 'recording', () => panel.press('button', 'Record')));
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.press('DisclosureTriangle', /^Limited access/);
  }
  const row = (name: string, times: readonly number[]) => [
    name,
    ...[median(times), Math.min(...times), Math.max(...times)].map(time => time.toFixed(0)),
    percent(median(times) / median(peer)),
  ];
  print(
    {
      bench: 'bench:workers',
      machine: thisMachine(bench.version),
      tables: [
        {
          title: `Until ${workers} workers and the page are reached, ${rounds} times each`,
          columns: ['what', 'median ms', 'least', 'most', 'of puppeteer'],
          rows: [
            row('Heapscope: from Connect to the whole list', listing),
            row('Heapscope: from Record to instruments in every isolate', recording),
            row('puppeteer: from connect to the whole list', peer),
          ],
        },
      ],
      goals: [
        { what: 'from Connect to the whole list', value: median(listing), bound: 'at most', limit: 1000, unit: 'ms' },
      ],
    },
    json,
  );
} finally {
  await bench.close();
  await server.close();
}

async function attachWithPuppeteer(port: number, url: string): Promise<number> {
  const begun = performance.now();
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
  try {
    const page = (await browser.pages()).find(candidate => candidate.url() === url);
    await until('all workers', async () => page && page.workers().length >= workers);
    return performance.now() - begun;
  } finally {
    await browser.disconnect();
  }
}

/** Milliseconds from the start of `act` until the background tells that all isolates are there, or that all of them are recorded. */
async function timeOf(panel: Panel, what: 'isolates' | 'recording', act: () => Promise<unknown>): Promise<number> {
  const told = panel.frame.evaluate(whenTold, stateChannelName, what, workers + 1);
  const begun = Date.now();
  await act();
  return (await told) - begun;
}

/** Runs in the panel. Answers the time of the message. */
function whenTold(channelName: string, what: string, isolates: number): Promise<number> {
  return new Promise(resolve => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = ({ data }: MessageEvent<Published>) => {
      if (data.kind !== 'state') return;
      const done =
        what === 'isolates' ? data.state.isolates.length >= isolates : data.state.recording?.phase === 'running';
      if (!done) return;
      channel.close();
      resolve(Date.now());
    };
  });
}
