/** `npm run bench:flow`: how long from a click on Flow to the picture, for a recording of 5,000 stacks. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBlock, encodeHeader } from '../src/recording/log.ts';
import { defaultRecording } from '../src/recording/options.ts';
import { epochMilliseconds } from '../src/units.ts';
import { openSession } from '../test/support/session.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, print } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';
import { SyntheticSampling } from './support/synthetic-rows.ts';

const stacks = 5000;
const { json, rounds } = benchOptions(10);
const folder = await mkdtemp(join(tmpdir(), 'heapscope-flow-'));
const session = await openSession();
const times = { first: [] as number[], again: [] as number[] };
let version = '';
let boxes = 0;
try {
  const file = join(folder, 'stacks.heapscope');
  await writeFile(file, recordingOf(stacks));
  version = await session.browser.version();
  const { panel } = await session.inspect('limited/');
  await panel.importFiles(file);
  await panel.statusMatching(/^Imported/, 120);
  await panel.press('tab', 'Tree');
  await panel.frame.waitForSelector('[role=treegrid] [role=gridcell]');
  for (let round = 0; round < rounds; round++) {
    times.first.push(await panel.frame.evaluate(untilDrawn, 'tab'));
    boxes = (await panel.frame.$$('.flow-node')).length;
    // What a person does next: another threshold, with everything loaded.
    times.again.push(await panel.frame.evaluate(untilDrawn, 'threshold'));
    await panel.frame.evaluate(untilDrawn, 'threshold back');
    await panel.press('tab', 'Tree');
    await panel.frame.waitForSelector('[role=treegrid] [role=gridcell]');
  }
} finally {
  await session.close();
  await rm(folder, { recursive: true });
}

const row = (name: string, values: readonly number[]) => [
  name,
  ...[median(values), quantile(values, 0.95), Math.max(...values)].map(value => value.toFixed(0)),
];
print(
  {
    bench: 'bench:flow',
    machine: thisMachine(version),
    tables: [
      {
        title: `From the click to the picture on the screen, ${stacks} stacks, ${boxes} boxes; in ms, ${rounds} times`,
        columns: ['', 'median', '95 %', 'highest'],
        rows: [
          row('a click on the tab, which loads Graphviz', times.first),
          row('a checkbox that changes the picture', times.again),
        ],
      },
    ],
    goals: [
      {
        what: 'from click to picture, 95 %',
        value: quantile(times.first, 0.95),
        bound: 'at most',
        limit: 1500,
        unit: 'ms',
      },
    ],
  },
  json,
);

/** A recording with one poll. */
function recordingOf(count: number): Uint8Array {
  const meta = {
    startedAt: epochMilliseconds(Date.now()),
    options: defaultRecording,
    url: 'https://page.test/',
    title: '',
  };
  return Buffer.concat([encodeHeader(meta), encodeBlock([new SyntheticSampling(count).first()])]);
}

/** Runs in the panel: presses what asks for another picture; settles with the milliseconds until it has been painted. */
async function untilDrawn(what: string): Promise<number> {
  const before = document.querySelectorAll('.flow-node').length;
  const from = performance.now();
  if (what === 'tab') document.querySelector<HTMLElement>('[data-tab=flow]')?.click();
  else {
    if (what === 'threshold') document.querySelector<HTMLElement>('.flow-bar button[aria-haspopup=dialog]')?.click();
    await new Promise(requestAnimationFrame);
    document.querySelector<HTMLElement>('.flow-options .checkbox input')?.click();
  }
  for (;;) {
    const now = await new Promise<number>(requestAnimationFrame);
    const nodes = document.querySelectorAll('.flow-node').length;
    if (nodes > 0 && nodes !== before) return performance.now() - from;
    if (now - from > 60_000) throw new Error(`no other picture than of ${before} boxes`);
  }
}
