/**
 * `npm run bench:snapshot [FILE…]`: from a snapshot's file to its table of classes with retained sizes,
 * with Heapscope's engine and with Chrome DevTools' own, in turn, each in a process of its own.
 * `--large` opens a file of 2 GB too, with Heapscope's engine alone.
 */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { thisMachine } from './support/machine.ts';
import { digits, type Goal, print, type Table } from './support/report.ts';
import { type SnapshotFile, snapshotFile } from './support/snapshot-files.ts';
import { engines, type HubTime, type Opening, type OwnOpening } from './support/snapshot-opening.ts';
import { median } from './support/statistics.ts';

/** Sizes of the files that are made when none is given, in megabytes, and how many times as fast as the oracle we promise to be. */
const promises = [
  { megabytes: 100, faster: 5 },
  { megabytes: 670, faster: 6 },
];
const mostMemory = 0.5;
/** Milliseconds from asking who holds an object, whichever it is, to the first rows. */
const longestAnswer = 50;
/** Megabytes of the file to which cost is to grow linearly, and how many times that of the smallest file a node of it may take. */
const large = { megabytes: 2000, slower: 1.3 };

interface Measured {
  readonly file: SnapshotFile;
  readonly ours: readonly OwnOpening[];
  readonly oracle: readonly Opening[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, rounds: { type: 'string' }, large: { type: 'boolean' } },
});
const rounds = Number(values.rounds ?? 3);
const given: readonly SnapshotFile[] = positionals.map(path => ({ path, bytes: statSync(path).size }));
const files = [...given];
if (given.length === 0) for (const { megabytes } of promises) files.push(await snapshotFile(megabytes));

const { ours, oracle } = await engines();
const measured: Measured[] = [];
for (const file of files) {
  const pairs: [OwnOpening, Opening][] = [];
  for (let round = 0; round < rounds; round++) pairs.push([await ours(file.path), await oracle(file.path)]);
  for (const [a, b] of pairs) {
    if (!isDeepStrictEqual(a.classes, b.classes))
      throw new Error(`The engines disagree on the classes of ${file.path}.`);
  }
  measured.push({ file, ours: pairs.map(([a]) => a), oracle: pairs.map(([, b]) => b) });
}

const perNode = (openings: readonly Opening[]) => median(openings.map(each => (each.milliseconds / each.nodes) * 1e3));
const opened: { readonly file: SnapshotFile; readonly ours: readonly OwnOpening[] }[] = [...measured];
if (values.large) {
  const file = await snapshotFile(large.megabytes);
  const openings: OwnOpening[] = [];
  for (let round = 0; round < rounds; round++) openings.push(await ours(file.path));
  opened.push({ file, ours: openings });
}

type Figure = (opening: Opening) => number;
const wall: Figure = ({ milliseconds }) => milliseconds / 1000;
const cpu: Figure = ({ cpuMilliseconds }) => cpuMilliseconds / 1000;
const peak: Figure = ({ peakMegabytes }) => peakMegabytes;
const mid = (openings: readonly Opening[], figure: Figure) => median(openings.map(figure));
const faster = ({ ours, oracle }: Measured) => mid(oracle, wall) / mid(ours, wall);
const memory = ({ ours, oracle }: Measured) => mid(ours, peak) / mid(oracle, peak);
const megabytes = ({ bytes }: SnapshotFile) => (bytes / 1e6).toFixed(0);

const sizes: Table = {
  title: 'Files',
  columns: ['file', 'MB', 'M nodes', 'M edges', 'classes'],
  rows: measured.map(({ file, ours: [first] }) => [
    basename(file.path),
    megabytes(file),
    ...[first?.nodes ?? 0, first?.edges ?? 0].map(count => (count / 1e6).toFixed(2)),
    String(first?.classes.length),
  ]),
};
const comparison: Table = {
  title: `Until the table of classes stands, medians of ${rounds}; both found the same classes, counts and sizes`,
  columns: ['engine', ...measured.flatMap(({ file }) => [`${megabytes(file)} MB: s`, 'CPU s', 'peak MB'])],
  rows: (['ours', 'oracle'] as const).map(side => [
    side === 'ours' ? 'Heapscope' : 'DevTools',
    ...measured.flatMap(one => [
      digits(mid(one[side], wall)),
      digits(mid(one[side], cpu)),
      mid(one[side], peak).toFixed(0),
    ]),
  ]),
};
const ownStages = measured[0]?.ours[0]?.stages.map(({ stage }) => stage) ?? [];
const stageTimes: Table = {
  title: 'Stages of ours, ms',
  columns: ['stage', ...measured.map(({ file }) => `${megabytes(file)} MB`)],
  rows: ownStages.map(stage => [
    stage,
    ...measured.map(({ ours }) =>
      digits(median(ours.map(({ stages }) => stages.find(one => one.stage === stage)?.milliseconds ?? 0))),
    ),
  ]),
};

const growth: Table = {
  title: 'Time for each node, ours',
  columns: ['MB', 'µs a node'],
  rows: opened.map(({ file, ours }) => [megabytes(file), digits(perNode(ours))]),
};
const slowest = (openings: readonly OwnOpening[], time: (hub: HubTime) => number) =>
  median(openings.map(({ hubs }) => Math.max(0, ...hubs.map(time))));
const hubs: Table = {
  title: 'The first retainers of the nodes that have most, ms',
  columns: ['MB', 'most retainers', 'the slowest of them', 'not prepared'],
  rows: opened.map(({ file, ours }) => [
    megabytes(file),
    (ours[0]?.hubs[0]?.retainers ?? 0).toLocaleString('en'),
    digits(slowest(ours, ({ milliseconds }) => milliseconds)),
    digits(slowest(ours, ({ unprepared }) => unprepared)),
  ]),
};

print(
  {
    bench: 'bench:snapshot',
    machine: thisMachine(null),
    tables: [sizes, comparison, stageTimes, growth, hubs],
    goals:
      given.length > 0
        ? []
        : [...measured.flatMap(goalsOf), ...(values.large ? [linearity()] : []), ...opened.map(answering)],
  },
  values.json ?? false,
);

function goalsOf(one: Measured, index: number): Goal[] {
  const size = `at ${megabytes(one.file)} MB`;
  return [
    {
      what: `times as fast as DevTools ${size}`,
      value: faster(one),
      bound: 'at least',
      limit: promises[index]?.faster ?? 0,
      unit: '×',
    },
    {
      what: `peak memory, part of DevTools' ${size}`,
      value: memory(one),
      bound: 'at most',
      limit: mostMemory,
      unit: '×',
    },
  ];
}

function linearity(): Goal {
  const [first, last] = [opened[0], opened.at(-1)];
  return {
    what: `times the time for a node at ${large.megabytes} MB of that at ${promises[0]?.megabytes} MB`,
    value: perNode(last?.ours ?? []) / perNode(first?.ours ?? []),
    bound: 'at most',
    limit: large.slower,
    unit: '×',
  };
}

function answering({ file, ours }: (typeof opened)[number]): Goal {
  return {
    what: `the first retainers of any node at ${megabytes(file)} MB`,
    value: slowest(ours, ({ milliseconds }) => milliseconds),
    bound: 'at most',
    limit: longestAnswer,
    unit: 'ms',
  };
}
