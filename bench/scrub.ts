/** `node --import tsx bench/scrub.ts`: how many pictures a second the panel shows while the playhead is dragged through a long recording. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBlock, encodeHeader } from '../src/recording/log.ts';
import { defaultRecording } from '../src/recording/options.ts';
import { epochMilliseconds } from '../src/units.ts';
import { openSession } from '../test/support/session.ts';
import { hourOfRows } from './support/long-recording.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, print } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';

const minutes = 10;
const stacks = 5000;
const seconds = 5;
const { json } = benchOptions(1);
const folder = await mkdtemp(join(tmpdir(), 'heapscope-scrub-'));
const session = await openSession();
const rows: string[][] = [];
let version = '';
let slowest = 0;
let fewest = Number.POSITIVE_INFINITY;
try {
  const file = join(folder, 'long.heapscope');
  await writeFile(file, longLog());
  version = await session.browser.version();
  const { panel } = await session.inspect('limited/');
  const { mouse } = panel.devtools;
  await panel.importFiles(file);
  await panel.statusMatching(/^Imported/, 120);
  for (const tab of ['Flame', 'Tree', 'Bottom-up', 'Functions']) {
    await panel.press('tab', tab);
    const playhead = await panel.find('slider', 'Moment');
    const box = await playhead.boundingBox();
    const start = await (await panel.find('slider', 'Start of the selected time')).boundingBox();
    const last = await (await panel.find('slider', 'End of the selected time')).boundingBox();
    if (!box || !start || !last) throw new Error('the strip is not in sight');
    const [left, width, y] = [start.x, last.x - start.x, box.y + 8];
    await mouse.move(box.x + box.width / 2, y);
    await mouse.down();
    await mouse.move(left + width / 2, y);
    // The history is made when the past is first asked for.
    await panel.frame.waitForFunction('/^Live at/.test(document.querySelector(".legend-text")?.textContent ?? "")');
    await panel.frame.evaluate(watchFrames);
    const end = Date.now() + seconds * 1000;
    for (let step = 0; Date.now() < end; step++) await mouse.move(left + ((step * 3) % width), y);
    await mouse.up();
    const { frames, pictures } = await panel.frame.evaluate(() => ({
      frames: globalThis.watched.frames,
      pictures: globalThis.watched.pictures,
    }));
    rows.push([tab, ...figuresOf(frames), ...figuresOf(pictures)]);
    slowest = Math.max(slowest, quantile(intervals(frames), 0.95));
    fewest = Math.min(fewest, pictures.length / seconds);
  }
} finally {
  await session.close();
  await rm(folder, { recursive: true });
}
print(
  {
    bench: 'bench:scrub',
    machine: thisMachine(version),
    tables: [
      {
        title: `Dragging the playhead through ${minutes} minutes with ${stacks} stacks, for ${seconds} s a view; times in ms`,
        columns: ['view', 'frames/s', 'median', '95 %', 'pictures/s', 'median', '95 %'],
        rows,
      },
    ],
    goals: [
      { what: 'time between two frames, 95 %', value: slowest, bound: 'at most', limit: 17.5, unit: 'ms' },
      { what: 'moments shown a second', value: fewest, bound: 'at least', limit: 55, unit: '' },
    ],
  },
  json,
);

/** A recording with a poll a second. */
function longLog(): Uint8Array {
  const polls = minutes * 60;
  const meta = {
    startedAt: epochMilliseconds(Date.now()),
    options: defaultRecording,
    url: 'https://page.test/',
    title: '',
  };
  const blocks: Uint8Array[] = [encodeHeader(meta)];
  for (const row of hourOfRows({ events: 600_000, stacks })) {
    if (blocks.length > polls) break;
    blocks.push(encodeBlock([row]));
  }
  return Buffer.concat(blocks);
}

function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((time, at) => time - (times[at] ?? 0));
}

/** How many a second, and the time between two: median and 95 %. */
function figuresOf(times: readonly number[]): string[] {
  const between = intervals(times);
  return [(times.length / seconds).toFixed(0), median(between).toFixed(1), quantile(between, 0.95).toFixed(1)];
}

declare global {
  var watched: { frames: number[]; pictures: number[] };
}

/** Runs in the panel: notes when a frame is drawn, and when another moment is shown. */
function watchFrames(): void {
  const watched = {
    frames: [] as number[],
    pictures: [] as number[],
    // A method, as the compiler's helper that names functions is not there in the panel.
    drawn(time: number) {
      if (globalThis.watched !== watched) return;
      watched.frames.push(time);
      requestAnimationFrame(watched.drawn);
    },
  };
  globalThis.watched = watched;
  requestAnimationFrame(watched.drawn);
  const legend = document.querySelector('.legend-text');
  const changes = new MutationObserver(() => watched.pictures.push(performance.now()));
  if (legend) changes.observe(legend, { characterData: true, childList: true, subtree: true });
}
