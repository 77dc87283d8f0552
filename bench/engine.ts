/** `npm run bench:engine`: what the engine's steps take, in Node. */
import { rowOfProfile } from '../panel/analysis/profile-session.ts';
import type { CallTree } from '../src/calltree/call-tree.ts';
import { filterTree } from '../src/calltree/filter.ts';
import { functionsOf } from '../src/calltree/functions.ts';
import { invert } from '../src/calltree/invert.ts';
import { encodeBlock, encodeHeader, readLog } from '../src/recording/log.ts';
import { defaultRecording } from '../src/recording/options.ts';
import { RecordingModel } from '../src/recording/recording-model.ts';
import type { Row } from '../src/recording/rows.ts';
import { epochMilliseconds } from '../src/units.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, digits, print } from './support/report.ts';
import { median } from './support/statistics.ts';
import { profileText } from './support/synthetic-profile.ts';
import { SyntheticSampling, syntheticUsage } from './support/synthetic-rows.ts';

const { json, rounds } = benchOptions(9);
const nodeCounts = [5000, 100_000];
const loggedPolls = 200;

const steps = nodeCounts.map(stepsOver);
const log = logSteps();
print(
  {
    bench: 'bench:engine',
    machine: thisMachine(null),
    tables: [
      {
        title: `Call trees, ms, median of ${rounds}`,
        columns: ['step', ...nodeCounts.map(count => `${count} nodes`)],
        rows: [...(steps[0]?.keys() ?? [])].map(name => [name, ...steps.map(times => digits(times.get(name) ?? 0))]),
      },
      {
        title: `${loggedPolls} polls of a tree of ${nodeCounts[0]} nodes on disk, median of ${rounds}`,
        columns: ['format', 'MB', 'written at, MB/s', 'read at, MB/s', 'written in, ms', 'read in, ms'],
        rows: log,
      },
    ],
    goals: [],
  },
  json,
);

/** Milliseconds of each step over a tree of this size; the last is the other side: the whole profile anew at every poll. */
function stepsOver(nodeCount: number): Map<string, number> {
  const sampling = new SyntheticSampling(nodeCount);
  const model = new RecordingModel();
  const first = sampling.first();
  model.apply(first);
  const tree = builtBy(model);
  const profile = profileText(nodeCount);
  return new Map([
    [
      'take over a whole tree and build it',
      timeOf(() => {
        const fresh = new RecordingModel();
        fresh.apply(first);
        return fresh.figures('all').samplingTree();
      }),
    ],
    [
      'take over one poll and build the tree',
      timeOf(() => {
        model.apply(sampling.next());
        return model.figures('all').samplingTree();
      }),
    ],
    ['turn it over (bottom-up)', timeOf(() => invert(tree))],
    ['sum by function', timeOf(() => functionsOf(tree))],
    ['filter', timeOf(() => filterTree(tree, 'render'))],
    [
      "instead: parse V8's JSON and build from it",
      timeOf(() => {
        const fresh = new RecordingModel();
        fresh.apply(rowOfProfile('heapprofile', profile, 'a profile'));
        return fresh.figures('all').samplingTree();
      }),
    ],
  ]);
}

function builtBy(model: RecordingModel): CallTree {
  const tree = model.figures('all').samplingTree();
  if (!tree) throw new Error('The synthetic recording has no tree.');
  return tree;
}

/** Our log against the same rows as lines of JSON. */
function logSteps(): string[][] {
  const sampling = new SyntheticSampling(nodeCounts[0] ?? 0);
  const rows: Row[] = [sampling.first()];
  for (let poll = 1; poll < loggedPolls; poll++) rows.push(sampling.next(), syntheticUsage(poll * 500));
  const meta = { startedAt: epochMilliseconds(0), options: defaultRecording, url: '', title: '' };
  const ours = Buffer.concat([encodeHeader(meta), ...rows.map(row => encodeBlock([row]))]);
  const lines = rows.map(asJson);
  return [
    logRow(
      'recording.log',
      ours.length,
      timeOf(() => rows.map(row => encodeBlock([row]))),
      timeOf(() => readLog(ours)),
    ),
    logRow(
      'lines of JSON',
      lines.join('\n').length,
      timeOf(() => rows.map(asJson)),
      timeOf(() => lines.map(fromJson)),
    ),
  ];
}

function logRow(name: string, bytes: number, written: number, read: number): string[] {
  const rate = (time: number) => (bytes / 1000 / time).toFixed(0);
  return [name, (bytes / 1e6).toFixed(1), rate(written), rate(read), written.toFixed(1), read.toFixed(1)];
}

function asJson(row: Row): string {
  return JSON.stringify(row, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value));
}

function fromJson(line: string): Row {
  return JSON.parse(line);
}

/** Median time of a task in milliseconds, after a third as many runs to warm up. */
function timeOf(task: () => unknown): number {
  const run = () => {
    const start = performance.now();
    task();
    return performance.now() - start;
  };
  for (let warmUp = 0; warmUp < rounds / 3; warmUp++) run();
  return median(Array.from({ length: rounds }, run));
}
