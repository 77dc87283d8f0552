/** `npm run bench:overhead`: how much of its speed a busy page keeps under each recording. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import {
  defaultCoverage,
  defaultCpu,
  defaultSampling,
  defaultTimeline,
  defaultUsage,
  type RecordingOptions,
} from '../src/recording/options.ts';
import { bytes } from '../src/units.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { launchForBench } from './support/browser.ts';
import { CdpClient } from './support/cdp-client.ts';
import { thisMachine } from './support/machine.ts';
import { serveParserPage } from './support/parser-page.ts';
import { startRecording, stopRecording } from './support/recorder.ts';
import { benchOptions, percent, print } from './support/report.ts';
import { mean, median } from './support/statistics.ts';

declare function measureSpeed(duration: number): Promise<number>;

interface Speed {
  /** Parses per second. */
  readonly clock: number;
  /** Parses per second of CPU time of the page's main thread: what other programs take on a busy machine is not in it. */
  readonly cpu: number;
}

/** One way of recording. Returns how it is ended. */
interface Recorded {
  readonly name: string;
  /** How long a run is measured, in milliseconds: a sampling profile is polled only every few seconds, and polls have to be in it. */
  readonly window: number;
  /** For each run, the share of the page's speed that was left: against the speed just before and after it. */
  readonly left: Speed[];
  start(): Promise<() => Promise<void>>;
}

/** Until V8 has optimised the parser. */
const warmUp = 8000;
const baseWindow = 2000;
const settling = 500;
const nothing: RecordingOptions = { sampling: null, timeline: null, cpu: null, usage: null, coverage: null };

const { json, rounds } = benchOptions(3);
const server = await serveParserPage();
const bench = await launchForBench();
try {
  const page = await bench.browser.newPage();
  await page.goto(server.url);
  const panel = await openPanel(bench.browser, page);
  await panel.connect(bench.port);
  const meter = await page.createCDPSession();
  await meter.send('Performance.enable');
  await speedOver(page, meter, warmUp);

  const ours = defaultInPanel(panel);
  const peer = plainSampling(bench.port, server.url, 1000);
  const unread = plainSampling(bench.port, server.url, null);
  const main = [ours, unread, peer];
  const recordings = [...main, ...alone(panel)];
  const base: Speed[] = [];
  for (let round = 0; round < rounds; round++) {
    base.push(await speedOver(page, meter, baseWindow));
    // The instruments alone differ by far more than runs do: two are enough.
    for (const recording of round < 2 ? recordings : main) {
      const end = await recording.start();
      await pause(settling);
      const during = await speedOver(page, meter, recording.window);
      await end();
      await pause(settling);
      base.push(await speedOver(page, meter, baseWindow));
      recording.left.push(shareOf(during, base.slice(-2)));
    }
  }

  print(
    {
      bench: 'bench:overhead',
      machine: thisMachine(bench.version),
      tables: [
        {
          title: `Speed left to a page that parses TypeScript: ${median(clockOf(base)).toFixed(1)} parses/s while nothing is recorded`,
          columns: ['recording', 'median', 'lowest', 'highest', 'of CPU', 'runs'],
          rows: recordings.map(({ name, window, left }) => {
            const clock = clockOf(left);
            const cpu = median(left.map(share => share.cpu));
            const figures = [median(clock), Math.min(...clock), Math.max(...clock), cpu].map(percent);
            return [name, ...figures, `${left.length} × ${window / 1000} s`];
          }),
        },
      ],
      goals: [
        {
          what: `page speed left by the default recording (by V8's sampling alone: ${percent(median(clockOf(unread.left)))}, with fixed polling: ${percent(median(clockOf(peer.left)))})`,
          value: median(clockOf(ours.left)) * 100,
          bound: 'at least',
          limit: 97,
          unit: '%',
        },
      ],
    },
    json,
  );
} finally {
  await bench.close();
  await server.close();
}

async function speedOver(page: Page, meter: CDPSession, duration: number): Promise<Speed> {
  const threadTime = async () => {
    const { metrics } = await meter.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
  };
  const cpuBefore = await threadTime();
  const start = performance.now();
  const clock = await page.evaluate(milliseconds => measureSpeed(milliseconds), duration);
  const cpuShare = ((await threadTime()) - cpuBefore) / ((performance.now() - start) / 1000);
  return { clock, cpu: clock / cpuShare };
}

function shareOf(during: Speed, undisturbed: readonly Speed[]): Speed {
  return {
    clock: during.clock / mean(clockOf(undisturbed)),
    cpu: during.cpu / mean(undisturbed.map(({ cpu }) => cpu)),
  };
}

function clockOf(speeds: readonly Speed[]): number[] {
  return speeds.map(({ clock }) => clock);
}

/** What a person gets by pressing Record. */
function defaultInPanel(panel: Panel): Recorded {
  return {
    name: 'default: sampling 32 KiB with polls on a budget, heap usage',
    window: 10_000,
    left: [],
    async start() {
      await panel.record();
      return async () => {
        await panel.press('button', 'Stop');
        await panel.find('button', 'Record');
      };
    },
  };
}

/** The other side: the same sampling by a plain client, read at a fixed interval in milliseconds, or never, which is what V8 takes by itself. */
function plainSampling(port: number, url: string, every: number | null): Recorded {
  return {
    name: `sampling 32 KiB by a plain client, ${every ? `read every ${every} ms` : 'never read'}`,
    window: every ? 5000 : 3000,
    left: [],
    async start() {
      const client = await CdpClient.attach(port, url);
      await client.send('HeapProfiler.enable');
      await client.send('HeapProfiler.startSampling', { samplingInterval: 32 * 1024 });
      let last: Promise<unknown> = Promise.resolve();
      const read = () => {
        last = last.then(() => client.send('HeapProfiler.getSamplingProfile'));
      };
      const timer = every && setInterval(read, every);
      return async () => {
        if (timer) clearInterval(timer);
        await last;
        await client.send('HeapProfiler.stopSampling');
        await client.close();
      };
    },
  };
}

/** Each instrument by itself, recorded and shown by the panel. */
function alone(panel: Panel): Recorded[] {
  const record = (name: string, options: Partial<RecordingOptions>, window = 2500): Recorded => ({
    name,
    window,
    left: [],
    async start() {
      await startRecording(panel, { ...nothing, ...options });
      return () => stopRecording(panel);
    },
  });
  const every = (kilobytes: number) => ({ ...defaultSampling, interval: bytes(kilobytes * 1024) });
  const includeAll = { ...defaultSampling, includeCollectedByMajorGC: true, includeCollectedByMinorGC: true };
  return [
    record('heap usage', { usage: defaultUsage }),
    record('sampling 4 KiB', { sampling: every(4) }),
    record('sampling 128 KiB', { sampling: every(128) }, 5000),
    record('sampling 32 KiB with both include flags', { sampling: includeAll }),
    record('CPU profile, 1 ms', { cpu: defaultCpu }),
    record('coverage of blocks, with counts', { coverage: defaultCoverage }),
    record('coverage of functions, without counts', {
      coverage: { ...defaultCoverage, detailed: false, callCount: false },
    }),
    record('allocation timeline', { timeline: defaultTimeline }),
    record('allocation timeline with stacks', { timeline: { stacks: true } }),
  ];
}
