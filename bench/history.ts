/** What the log of a recording takes, and how quickly any moment of it is there. Run with `node --import tsx bench/history.ts`. */
import { flowGraphOf } from '../src/flow/flow-graph.ts';
import { flowPicture } from '../src/flow/flow-picture.ts';
import { Digest } from '../src/recording/history/digest.ts';
import { historyOf, RecordedHistory } from '../src/recording/history/history.ts';
import { LiveState } from '../src/recording/history/live-state.ts';
import { HistoryReader } from '../src/recording/history/reader.ts';
import { encodeBlock, encodeHeader, scanLog } from '../src/recording/log.ts';
import { defaultRecording, defaultSampling } from '../src/recording/options.ts';
import type { Row, SamplingRow } from '../src/recording/rows.ts';
import { epochMilliseconds, milliseconds } from '../src/units.ts';
import { hourOfRows } from './support/long-recording.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, digits, print } from './support/report.ts';
import { median, quantile } from './support/statistics.ts';

const { json, rounds } = benchOptions(5);
const events = 3_000_000;
const stacks = 20_000;
const moments = 100;

const machine = thisMachine(null);
// First, and before TypeScript is loaded: in the worker that opens a recording there is nothing else for the garbage collector, either.
const stored = storedRecording();
const real = await realRecording();
const hour = longRecording();
print(
  {
    bench: 'bench/history.ts',
    machine,
    tables: [
      {
        title: 'Log of a real recording: V8 samples this process at 32 KB while TypeScript parses',
        columns: ['', 'allocation rows', 'frames', 'bytes', 'bytes a row', 'of them for new stacks'],
        rows: [real.cells],
      },
      {
        title: `One hour: ${events} allocation rows, ${stacks} stacks; median of ${rounds}`,
        columns: ['step', 'ms of processor time', 'rows/s'],
        rows: hour.rows,
      },
    ],
    goals: [
      { what: 'log of a real recording', value: real.bytesPerRow, bound: 'at most', limit: 24, unit: 'bytes a row' },
      { what: 'from the log to events', value: hour.openingRate / 1e6, bound: 'at least', limit: 5, unit: 'M rows/s' },
      { what: 'replay', value: hour.replayRate / 1e6, bound: 'at least', limit: 5, unit: 'M rows/s' },
      { what: 'digest of an hour', value: hour.digest / 1000, bound: 'at most', limit: 3, unit: 's' },
      { what: 'any moment of it, the slowest', value: hour.slowestMoment, bound: 'at most', limit: 16, unit: 'ms' },
    ],
  },
  json,
);

/** Allocation rows are samples that came or went. */
function countOf(rows: readonly Row[]): number {
  const sampling = rows.filter((row): row is SamplingRow => row.kind === 'allocation-sampling');
  return sampling.reduce((sum, { addedOrdinal, goneOrdinal }) => sum + addedOrdinal.length + goneOrdinal.length, 0);
}

async function realRecording(): Promise<{ cells: string[]; bytesPerRow: number }> {
  const { recordThisProcess } = await import('./support/own-heap.ts');
  const rows = await recordThisProcess(40);
  const size = (of: readonly Row[]) => of.reduce((sum, row) => sum + encodeBlock([row]).length, 0);
  const noGrowth = { frames: [], nodeParent: new Int32Array(0), nodeFrame: new Uint32Array(0) };
  const whole = size(rows);
  const growth = whole - size(rows.map(row => ({ ...row, ...noGrowth })));
  const count = countOf(rows);
  const frames = rows.reduce((sum, row) => sum + row.frames.length, 0);
  const cells = [
    `${rows.length} polls`,
    `${count}`,
    `${frames}`,
    `${whole}`,
    digits(whole / count),
    digits(growth / count),
  ];
  return { cells, bytesPerRow: whole / count };
}

/** The same hour from its log, as a recording in the library or a file is opened. */
function storedRecording() {
  const meta = { startedAt: epochMilliseconds(0), options: defaultRecording, url: '', title: '' };
  const blocks: Uint8Array[] = [encodeHeader(meta)];
  for (const row of hourOfRows({ events, stacks })) blocks.push(encodeBlock([row]));
  const log = new Uint8Array(Buffer.concat(blocks));
  const opening = timeOf(() => {
    const history = new RecordedHistory('all');
    scanLog(log, row => history.apply(row));
  });
  const reading = timeOf(() => scanLog(log, () => {}));
  return { bytes: log.length, reading, opening };
}

function longRecording() {
  const rows = [...hourOfRows({ events, stacks })];
  const count = countOf(rows);
  const building = timeOf(() => historyOf(rows, 'all'));
  const history = historyOf(rows, 'all');
  const replay = timeOf(() => {
    const state = LiveState.empty(history.stacks.count);
    state.moveTo(history.events.eventCount, history.events, history.stacks.count);
  });
  const digest = timeOf(() => new Digest(history).advance());

  const reader = new HistoryReader(history, { startedAt: epochMilliseconds(0), sampling: defaultSampling });
  reader.makeDigest();
  const length = reader.elapsedTime;
  const times = Array.from({ length: moments }, (_, at) => milliseconds(((at * 37) % moments) * (length / moments)));
  const snapshots = times.map(time => once(() => reader.snapshotAt(time)));
  const trees = times.map(time => once(() => reader.flameGraphAt(time)));
  const { tree } = reader.flameGraphAt(length);
  const flow = timeOf(() => flowPicture([flowGraphOf(tree, 'function')]));
  const range = { from: milliseconds(length / 3), to: milliseconds((length * 2) / 3) };

  const step = (name: string, ms: number, of = count) => [name, digits(ms), digits(of / ms / 1000).concat(' M')];
  const ofOne = (name: string, ms: number) => [name, digits(ms), ''];
  return {
    rows: [
      step(`read the log (${digits(stored.bytes / count)} bytes a row)`, stored.reading),
      step('rows to events', building),
      step('from the log to events', stored.opening),
      step('replay of all events', replay),
      step('digest, every second', digest),
      ofOne('snapshotAt, median', median(snapshots)),
      ofOne('snapshotAt, 99 of 100', quantile(snapshots, 0.99)),
      ofOne('flame graph at a moment, median', median(trees)),
      ofOne('flame graph at a moment, 99 of 100', quantile(trees, 0.99)),
      ofOne(
        'allocated in a third of it',
        timeOf(() => reader.allocatedIn(range)),
      ),
      ofOne(
        'kept and churn in a third of it',
        timeOf(() => reader.keptAndChurn(range)),
      ),
      ofOne(
        'change over a third of it',
        timeOf(() => reader.changeIn(range)),
      ),
      ofOne(
        'plot of three functions',
        timeOf(() =>
          reader.timePlot(tree.frames.slice(1, 4).map(frame => ({ label: '', matches: of => of === frame }))),
        ),
      ),
      ofOne(`flow graph of ${tree.nodeCount} nodes`, flow),
    ],
    replayRate: (count / replay) * 1000,
    openingRate: (count / stored.opening) * 1000,
    digest,
    slowestMoment: Math.max(...snapshots),
  };
}

/** Milliseconds of processor time, garbage collection included: steady while other programs run. */
function once(task: () => unknown): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function timeOf(task: () => unknown): number {
  return median(Array.from({ length: rounds }, () => once(task)));
}
