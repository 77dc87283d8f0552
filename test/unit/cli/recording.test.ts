import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runRecording } from '../../../cli/recording/run.ts';
import { Refusal } from '../../../cli/refusal.ts';
import { encodeBlock, encodeHeader } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import type { Row } from '../../../src/recording/rows.ts';
import { epochMilliseconds } from '../../../src/units.ts';
import { decodeHeapprof } from '../formats/heapprof-decoder.ts';
import { scripted } from '../history/random-history.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-recording-'));
after(() => rm(folder, { recursive: true }));

/** f2, which f1 calls, allocates 8000 bytes and loses them; then f4, which f1 calls, 16,000; f6 has a spike between. */
const { rows } = scripted([
  { pause: 0, born: [], deaths: [], roundings: [] },
  { pause: 1000, born: [{ node: 2, size: 8000 }], deaths: [], roundings: [] },
  { pause: 1000, born: [{ node: 6, size: 100_000 }], deaths: [0], roundings: [] },
  { pause: 1000, born: [{ node: 4, size: 16_000 }], deaths: [0], roundings: [] },
]);
const log = join(folder, 'recording.log');
await writeFile(log, logOf(rows));
await writeFile(join(folder, 'empty.log'), logOf([]));

function logOf(of: readonly Row[]): Uint8Array {
  const meta = { startedAt: epochMilliseconds(1e12), options: defaultRecording, url: 'https://site/', title: 'Site' };
  return Buffer.concat([encodeHeader(meta), encodeBlock(of)]);
}

const text = (command: string, ...options: string[]) => runRecording([command, log, ...options]);
const json = async (command: string, ...options: string[]) => JSON.parse(await text(command, ...options, '--json'));

test('info: what was recorded, its peak and its end, each with its error', async () => {
  const { format, version, polls, events, peak, end } = await json('info');
  assert.deepEqual([format, version, polls, events], ['heapscope-recording-info', 1, 4, 5]);
  assert.deepEqual(peak, { time: 2000, bytes: 100_000, standardError: 100_000 });
  assert.deepEqual(end, { time: 3000, bytes: 16_000, standardError: 16_000 });
  assert.match(
    await text('info'),
    /^Site https:\/\/site\/\nfrom 2001-09-09T01:46:40.000Z, 3 s\n[\s\S]*peak at 2 s: 97.7 KB ± 97.7 KB\n/,
  );
});

test('flame: a moment, or what a range allocated, collected, kept or lost, as collapsed stacks', async () => {
  assert.equal(await text('flame', '--at', '1s'), 'f1 (app.js:1:1);f2 (app.js:2:1) 8000\n');
  assert.equal(await text('flame'), 'f1 (app.js:1:1);f4 (app.js:4:1) 16000\n');
  assert.equal(await text('flame', '--at', 'peak'), 'f6 (app.js:6:1) 100000\n');
  const range = ['--from', '1500ms', '--to', 'end'];
  assert.equal(await text('flame', ...range, '--what', 'temporary'), 'f6 (app.js:6:1) 100000\n');
  assert.equal(await text('flame', ...range, '--what', 'kept'), await text('flame'));
  assert.equal(await text('flame', ...range, '--what', 'shrunk'), await text('flame', '--at', '1'));
});

test('plot: total and what a function holds, poll by poll', async () => {
  const { time, total, curves } = await json('plot', '--of', 'f1', '--of', '/^f4$/');
  assert.deepEqual(time, [0, 1000, 2000, 3000]);
  assert.deepEqual(total, [0, 8000, 100_000, 16_000]);
  assert.deepEqual(curves[0].bytes, [0, 8000, 0, 16_000]);
  assert.deepEqual(curves[1].share, [0, 0, 0, 1]);
  assert.equal((await text('plot', '--of', 'f1')).split('\n').length, 6);
});

test('compare: functions by how much more or less they hold', async () => {
  const { functions } = await json('compare', '--from', '1', '--to', '2');
  assert.deepEqual(
    functions.map(({ functionName, change }: { functionName: string; change: number }) => [functionName, change]),
    [
      ['f6', 100_000],
      ['f2', -8000],
    ],
  );
  assert.equal(await text('compare', '--at', '1', '--at', '2'), await text('compare', '--from', '1', '--to', '2'));
});

test('compare: two recordings, each at its end or at a moment, as bytes or as shares', async () => {
  const other = join(folder, 'other.log');
  const { rows: later } = scripted([
    { pause: 0, born: [], deaths: [], roundings: [] },
    { pause: 1000, born: [{ node: 4, size: 8000 }], deaths: [], roundings: [] },
    { pause: 1000, born: [{ node: 2, size: 24_000 }], deaths: [], roundings: [] },
  ]);
  await writeFile(other, logOf(later));
  const changes = async (...options: string[]) => {
    const { functions } = JSON.parse(await runRecording(['compare', log, other, ...options, '--json']));
    return functions.map(({ functionName, before, after, became }: Record<string, unknown>) => [
      functionName,
      before,
      after,
      became,
    ]);
  };
  assert.deepEqual(await changes(), [
    ['f2', 0, 24_000, 'new'],
    ['f4', 16_000, 8000, 'shrunk'],
  ]);
  assert.deepEqual(await changes('--shares'), [
    ['f2', 0, 24_000, 'new'],
    ['f4', 32_000, 8000, 'shrunk'],
  ]);
  assert.deepEqual(await changes('--at', 'peak', '--at', '1'), [
    ['f6', 100_000, 0, 'gone'],
    ['f4', 0, 8000, 'new'],
  ]);
  assert.deepEqual(await changes('--from', '1500ms', '--to', 'end', '--what', 'kept'), [
    ['f2', 0, 24_000, 'new'],
    ['f4', 16_000, 0, 'gone'],
  ]);
  assert.match(await runRecording(['compare', log, other]), /^recording\.log at 3 s → other\.log at 2 s\n\nChange/);
  await assert.rejects(runRecording(['flame', log, other]), Refusal);
  await assert.rejects(runRecording(['flame', log, '--shares']), Refusal);
});

test('flow: several moments as one graph in DOT', async () => {
  const dot = await text('flow', '--at', '1', '--at', 'end');
  assert.match(dot, /^digraph \{\n/);
  assert.match(dot, /f1 app\.js:1<[\s\S]*>0 B \/ 7\.8 KB = 100%<[\s\S]*>0 B \/ 15\.6 KB = 100%</);
  assert.match(dot, /label="7\.8 KB \/ 0 B"/);
});

test("digest: snapshots, and heapprof's files, which are read again", async () => {
  const base = join(folder, 'out');
  const { snapshots, files } = await json('digest', '--interval', '1s', '--precision', '0', '--out', base);
  assert.deepEqual(
    snapshots.map(({ time, total }: { time: number; total: number }) => [time, total]),
    [
      [0, 0],
      [1000, 8000],
      [2000, 100_000],
      [3000, 16_000],
    ],
  );
  assert.deepEqual(files, [`${base}.hpm`, `${base}.hpd`, `${base}.hpc`]);
  const [hpm, hpd, hpc] = await Promise.all(['hpm', 'hpd', 'hpc'].map(ending => readFile(`${base}.${ending}`)));
  assert.ok(hpm && hpd && hpc);
  assert.deepEqual(
    decodeHeapprof({ hpm, hpd, hpc }).hpc.snapshots.map(entries => entries.map(({ size }) => size)),
    [[], [8000], [100_000], [16_000]],
  );
  assert.equal(await runRecording(['flame', `${base}.hpm`]), await text('flame'));
});

test('what cannot be done is refused in one sentence', async () => {
  for (const [args, sentence] of [
    [['flame'], /needs one file/],
    [['burn', log], /needs a command, one of info, /],
    [['info', join(folder, 'nothing.log')], /^There is no file /],
    [['info', join(folder, 'empty.log')], /no allocation sampling/],
    [['flame', log, '--at', 'noon'], /"noon" is no time/],
    [['flame', log, '--at', '1', '--at', '2'], /give one --at/],
    [['flame', log, '--from', '1', '--what', 'lost'], /needs one of allocated, /],
    [['compare', log], /of two moments/],
    [['digest', log, '--precision', '1'], /--precision cannot be "1"/],
    [['digest', log, '--interval', '0.5ms'], /whole milliseconds/],
    [['info', log, '--nonsense'], /Unknown option/],
  ] as const) {
    await assert.rejects(runRecording(args), error => error instanceof Refusal && sentence.test(error.message));
  }
});
