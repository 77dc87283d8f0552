/**
 * `npm run bench:hour`: what an hour of default recording takes on disk and in memory.
 * The rows are those of a real recording of the demo page, repeated on a simulated clock; log, recorder and panel are the code that ships.
 */
import { LogWriter } from '../background/recorder/log-writer.ts';
import { defaultView } from '../panel/analysis/default-view.ts';
import { AnalysisSession } from '../panel/analysis/session.ts';
import type { WritableFile } from '../src/captures/file-store.ts';
import { RecordingModel } from '../src/recording/recording-model.ts';
import { milliseconds } from '../src/units.ts';
import { ManualClock } from '../test/support/manual-clock.ts';
import { launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { recordDemo, repeated } from './support/recorded-rows.ts';
import { benchOptions, print } from './support/report.ts';

const recordedSeconds = 60;
const minutes = 60;
const readEvery = 10;
const updateEvery = 250;
const megabyte = 2 ** 20;

const { json } = benchOptions(1);
const bench = await launchForBench();
const { meta, rows } = await recordDemo(bench, recordedSeconds).finally(bench.close);

/** Counts what is written and keeps nothing of it. */
const written = { bytes: 0, flushes: 0 };
const file: WritableFile = {
  get size() {
    return written.bytes;
  },
  write: content => {
    written.bytes += content.length;
  },
  flush: () => {
    written.flushes += 1;
  },
  close() {},
};

const clock = new ManualClock();
const startedAt = clock.now();
const log = new LogWriter(file, clock, meta, error => {
  throw error;
});
const recorder = new RecordingModel();
const panel = new AnalysisSession(1);
let count = 0;
let nextUpdate = updateEvery;
let nextReading = readEvery * 60_000;
const readings: { minute: number; rows: number; log: number; memory: number }[] = [read(0)];

for (const row of repeated(rows)) {
  await clock.advance(milliseconds(startedAt + row.time - clock.now()));
  log.append(row);
  recorder.apply(row);
  // As it arrives: a copy through the channel.
  panel.apply([structuredClone(row)]);
  count += 1;
  if (row.time >= nextUpdate) {
    nextUpdate = row.time + updateEvery;
    panel.update(defaultView);
  }
  if (row.time < nextReading) continue;
  readings.push(read(nextReading / 60_000));
  nextReading += readEvery * 60_000;
  if (readings.length > minutes / readEvery) break;
}

const [tenth, last] = [readings[1], readings.at(-1)];
if (!tenth || !last) throw new Error('The hour had no readings.');
print(
  {
    bench: 'bench:hour',
    machine: thisMachine(bench.version),
    tables: [
      {
        title: `Default recording of the demo page, its first ${recordedSeconds} s repeated (${rows.length} rows)`,
        columns: ['minute', 'rows', 'log in MB', 'memory in MB'],
        rows: readings.map(reading => [
          String(reading.minute),
          String(reading.rows),
          (reading.log / megabyte).toFixed(1),
          (reading.memory / megabyte).toFixed(1),
        ]),
      },
      {
        title: 'At the end',
        columns: ['figure', 'value'],
        rows: [
          ['blocks', String(written.flushes)],
          ['samples alive', String(recorder.figures('all').sampleCount)],
          ['rows for a panel that comes late', String(recorder.catchUp().length)],
        ],
      },
    ],
    goals: [
      { what: 'log of an hour', value: last.log / megabyte, bound: 'at most', limit: 40, unit: 'MB' },
      {
        what: 'growth of memory after the tenth minute',
        value: (last.memory - tenth.memory) / megabyte,
        bound: 'at most',
        limit: 5,
        unit: 'MB',
      },
    ],
  },
  json,
);

function read(minute: number) {
  if (!globalThis.gc) throw new Error('Run it with node --expose-gc.');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return { minute, rows: count, log: written.bytes, memory: heapUsed + external };
}
