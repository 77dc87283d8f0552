/**
 * `npm run bench:snapshot-memory [FILE…]`: how much memory opening a snapshot takes, how much its header foretold,
 * and what a summary takes that keeps no object; each in a process of its own.
 */
import { execFile } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { outlookOf } from '../src/snapshot/memory/outlook.ts';
import { thisMachine } from './support/machine.ts';
import { digits, type Goal, percent, print, type Table } from './support/report.ts';
import { type SnapshotFile, snapshotFile } from './support/snapshot-files.ts';
import { type Opening, ownEngine, type QuickSummary, quickSummary } from './support/snapshot-opening.ts';

const megabyte = 2 ** 20;
/** Sizes of the files that are made when none is given, in megabytes. */
const sizes = [100, 670];
/** How far an estimate may be from what opening takes. */
const mostError = 0.15;
/** Most memory that the process of a summary may hold, its own included. */
const mostForSummary = 150;

interface Measured {
  readonly file: SnapshotFile;
  readonly estimate: number;
  readonly opening: Opening;
  readonly summary: QuickSummary;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const files: SnapshotFile[] = positionals.map(path => ({ path, bytes: statSync(path).size }));
if (files.length === 0) for (const size of sizes) files.push(await snapshotFile(size));

const [open, summarize] = [await ownEngine(), await quickSummary()];
const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'process.resourceUsage().maxRSS / 1024']);
const node = Number(stdout);
const measured: Measured[] = [];
for (const file of files) {
  const outlook = await outlookOf(createReadStream(file.path), { file: file.path, byteLength: file.bytes });
  if (outlook === null) throw new Error(`${file.path} is no snapshot.`);
  const [opening, summary] = [await open(file.path), await summarize(file.path)];
  measured.push({ file, estimate: outlook.needed / megabyte, opening, summary });
}

/** What the program itself holds is no part of the estimate. */
const taken = ({ opening }: Measured) => opening.peakMegabytes - node;
const errorOf = (one: Measured) => one.estimate / taken(one) - 1;
const sizeOf = ({ file }: Measured) => `${(file.bytes / 1e6).toFixed(0)} MB`;

const memory: Table = {
  title: `Memory in MB (2^20), beyond the ${node.toFixed(0)} of Node itself`,
  columns: ['file', 'MB (10^6)', 'M nodes', 'M edges', 'foretold', 'taken', 'error', 'summary'],
  rows: measured.map(one => [
    basename(one.file.path),
    (one.file.bytes / 1e6).toFixed(0),
    (one.opening.nodes / 1e6).toFixed(2),
    (one.opening.edges / 1e6).toFixed(2),
    one.estimate.toFixed(0),
    taken(one).toFixed(0),
    percent(errorOf(one)),
    (one.summary.peakMegabytes - node).toFixed(0),
  ]),
};
const time: Table = {
  title: 'Time in s',
  columns: ['file', 'opening', 'summary'],
  rows: measured.map(({ file, opening, summary }) => [
    basename(file.path),
    digits(opening.milliseconds / 1000),
    digits(summary.milliseconds / 1000),
  ]),
};
print(
  {
    bench: 'bench:snapshot-memory',
    machine: thisMachine(null),
    tables: [memory, time],
    goals: positionals.length > 0 ? [] : measured.flatMap(goalsOf),
  },
  values.json ?? false,
);

function goalsOf(one: Measured): Goal[] {
  return [
    {
      what: `error of the estimate at ${sizeOf(one)}`,
      value: Math.abs(errorOf(one)),
      bound: 'at most',
      limit: mostError,
      unit: 'of what is taken',
    },
    {
      what: `memory of the whole process for a summary at ${sizeOf(one)}`,
      value: one.summary.peakMegabytes,
      bound: 'at most',
      limit: mostForSummary,
      unit: 'MB',
    },
  ];
}
