import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { readHeapprof, writeHeapprof } from '../../../src/formats/heapprof.ts';
import { frameOfRawLine, rawLineOf } from '../../../src/formats/heapprof-line.ts';
import { readHpc, writeHpc } from '../../../src/formats/hpc.ts';
import { readHpd, writeHpd } from '../../../src/formats/hpd.ts';
import { readHpm, writeHpm } from '../../../src/formats/hpm.ts';
import { Digest } from '../../../src/recording/history/digest.ts';
import { type History, historyOf } from '../../../src/recording/history/history.ts';
import { HistoryReader } from '../../../src/recording/history/reader.ts';
import { epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { histories, type ScriptedHistory } from '../history/random-history.ts';
import { decodeHeapprof } from './heapprof-decoder.ts';

const ms = milliseconds;
const startedAt = epochMilliseconds(1_700_000_000_250);

/** Bytes laid out by hand: numbers are bytes, texts are ASCII. */
function layout(...parts: readonly (number | string)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => (typeof part === 'number' ? [part] : [...Buffer.from(part)])));
}

/** 1,700,000,000 s is 0x6553f100; 250 ms are 0x0ee6b280 ns. */
const start = [0, 0, 0, 0, 0x65, 0x53, 0xf1, 0x00, 0, 0, 0, 0, 0x0e, 0xe6, 0xb2, 0x80];

const hpmByHand = layout(
  ...[0, 0, 0, 1],
  ...start,
  2, // ranges: below 128 bytes with probability 1 / 2^16 or so, below 8192 always
  ...[0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0xff, 0xff],
  ...[0, 0, 0, 0, 0, 0, 32, 0, 0xff, 0xff, 0xff, 0xff],
  ...[13, 4, 'b.py', 0x81, 0x02, 4, 'a.py', 0], // trace 1: b.py:12 called by a.py:256
  0, // trace 2: nothing but lines that heapprof skips
);
const hpdByHand = layout(
  ...[0, 0, 0, 1, 0, 0, 0xac, 0x02], // at once: 300 bytes
  ...[0, 0, 0, 1, 2, 0xa0, 0xc2, 0x1e, 0x80, 0x40], // 2.5 s later: 8192 bytes
  ...[0x40, 0, 0, 1, 0, 1, 0xac, 0x02], // 1 µs later the 300 are freed
  ...[0x80, 0, 0, 0, 1, 0, 5], // the clock went back by 1 s: 5 bytes of an unknown trace
);
const hpcByHand = layout(
  ...[0, 0, 0, 1],
  ...start,
  ...[0xe8, 0x07], // 1000 ms
  ...[0, 0, 0, 0, 0, 0, 0, 44], // the index
  ...[0x53, 0x79, 0xa0, 0xbd, 0], // offset 30: nothing
  ...[0x53, 0x79, 0xa0, 0xbd, 2, 7, 100, 0], // offset 35: trace 7 has 100 …
  30, // … and "other" 30 less
  ...[0xab, 0x93, 0x57, 0x76, 2, 30, 5],
);

test('files laid out by hand are read as the table of encodings says', () => {
  const hpm = readHpm(hpmByHand, 'x.hpm');
  assert.equal(hpm.startedAt, startedAt);
  assert.deepEqual(hpm.samplingRate, [
    { maxSize: 128, probability: 0xffff / 0xffffffff },
    { maxSize: 8192, probability: 1 },
  ]);
  assert.deepEqual(hpm.traces, [
    [
      { filename: 'a.py', lineno: 256 },
      { filename: 'b.py', lineno: 12 },
    ],
    [],
  ]);
  const hpd = readHpd(hpdByHand);
  assert.deepEqual([...hpd.time], [0, 2_500_000, 2_500_001, 2_500_001]);
  assert.deepEqual([...hpd.trace], [1, 1, 1, 0]);
  assert.deepEqual([...hpd.size], [300, 8192, -300, 5]);
  const hpc = readHpc(hpcByHand, 'x.hpc');
  assert.equal(hpc.interval, 1000);
  assert.deepEqual(
    hpc.snapshots.map(({ trace, bytes }) => [[...trace], [...bytes]]),
    [
      [[], []],
      [
        [7, 0],
        [100, 70],
      ],
    ],
  );
});

test('what is read is written again byte for byte', () => {
  assert.deepEqual(writeHpm(readHpm(hpmByHand, 'x.hpm')), hpmByHand);
  assert.deepEqual(writeHpc(readHpc(hpcByHand, 'x.hpc')), hpcByHand);
  const forwards = hpdByHand.subarray(0, -7);
  assert.deepEqual(writeHpd(readHpd(forwards)), forwards);
});

test('files that are cut off give what is whole; heads that are not there are refused', () => {
  assert.equal(readHpm(hpmByHand.subarray(0, -3), 'x.hpm').traces.length, 0);
  assert.equal(readHpd(hpdByHand.subarray(0, -1)).size.length, 3);
  for (const read of [
    () => readHpm(hpmByHand.subarray(0, 25), 'x.hpm'),
    () => readHpc(hpcByHand.subarray(0, -1), 'x.hpc'),
    () => readHpm(layout(0, 0, 0, 2), 'x.hpm'),
    () =>
      readHpc(
        hpcByHand.map((byte, at) => (at === 44 ? 0 : byte)),
        'x.hpc',
      ),
  ]) {
    assert.throws(read, error => error instanceof HeapscopeError && error.code === 'file-invalid');
  }
});

test('a recording of heapprof becomes a history: sizes scaled by how likely they were recorded', () => {
  const history = readHeapprof(readHpm(hpmByHand, 'x.hpm'), readHpd(hpdByHand));
  const reader = new HistoryReader(history, { startedAt, sampling: null });
  assert.equal(reader.elapsedTime, 2500.001);
  assert.equal(reader.liveBytesAt(ms(0)), 300);
  assert.equal(reader.liveBytesAt(ms(2500)), 8492);
  // 5 bytes of 128 or fewer stand for 65,537 times as many, unless heapprof recorded every one of them.
  assert.equal(reader.liveBytesAt(ms(2501)), 8192 + Math.trunc((5 * 0xffffffff) / 0xffff));
  const everything = readHeapprof(readHpm(hpmByHand, 'x.hpm'), readHpd(hpdByHand), { sampledAll: true });
  assert.equal(new HistoryReader(everything, { startedAt, sampling: null }).liveBytesAt(ms(2501)), 8197);
  const names = reader.flameGraphAt(ms(0)).tree.frames.map(({ functionName }) => functionName);
  assert.deepEqual(names, ['(root)', 'a.py:256', 'b.py:12', '(unknown)']);
});

const interval = 250;
const precision = 0.05;

function written(history: History) {
  const digest = new Digest(history, { timeInterval: ms(interval), precision });
  digest.advance();
  return writeHeapprof(history, digest, startedAt);
}

test('an independent decoder finds in our files what V8 said, moment by moment', () => {
  fc.assert(fc.property(histories, assertDecodes));
});

function assertDecodes(scripted: ScriptedHistory): void {
  const { hpm, hpd, hpc } = decodeHeapprof(written(historyOf(scripted.rows, 'all')));
  assert.deepEqual([hpm.start, hpc.start], Array(2).fill([1_700_000_000, 250e6]));
  assert.deepEqual(hpm.rate, [], 'sizes are estimates already');
  assert.equal(hpc.interval, interval);

  // 1. The events sum up to V8's self sizes at the end, at the time of the last that changed them; the innermost line names the function.
  const self = new Map<number, number>();
  for (const { trace, size } of hpd) self.set(trace, (self.get(trace) ?? 0) + size);
  const held = [...self].map(([trace, size]) => [hpm.traces[trace - 1]?.at(-1), size] as const);
  assert.deepEqual(
    Object.fromEntries(held.filter(([, size]) => size !== 0).map(([line, size]) => [line?.filename, size])),
    Object.fromEntries(
      scripted.selves.at(-1)?.flatMap((size, node) => (size ? [[`app.js#f${node},1`, size]] : [])) ?? [],
    ),
  );
  assert.ok(held.every(([line]) => line?.filename === `app.js#f${line?.lineno},1`));
  const passed = hpd.reduce((sum, { microseconds }) => sum + microseconds, 0) / 1000;
  assert.ok(passed === 0 || scripted.times.includes(passed));

  // 2. Snapshot n is of n · interval: the whole, of which "other" is no more than its share.
  assert.equal(hpc.snapshots.length, Math.ceil((scripted.times.at(-1) ?? 0) / interval) + 1);
  hpc.snapshots.forEach((entries, number) => {
    const poll = scripted.times.findLastIndex(time => time <= number * interval);
    const total = (scripted.selves[poll] ?? []).reduce((sum, size) => sum + size, 0);
    assert.equal(
      entries.reduce((sum, { size }) => sum + size, 0),
      total,
    );
    assert.ok((entries.find(({ trace }) => trace === 0)?.size ?? 0) <= total * precision);
  });
}

test('a recording that goes out and comes back in has the same bytes on the same stacks', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 8000 }), (scripted, time) => {
      const before = historyOf(scripted.rows, 'all');
      const files = written(before);
      const after = readHeapprof(readHpm(files.hpm, 'x.hpm'), readHpd(files.hpd));
      assert.deepEqual(weights(treeAt(after, time)), weights(treeAt(before, time)));
    }),
  );
});

const treeAt = (history: History, time: number): CallTree =>
  new HistoryReader(history, { startedAt, sampling: null }).flameGraphAt(ms(time)).tree;

/** Total weights by function; the scripted tree has every function once. */
function weights({ frames, frame, total }: CallTree): Record<string, number> {
  const named = [...total].map((weight, node) => [frames[frame[node] ?? 0]?.functionName, weight] as const);
  return Object.fromEntries(named.filter(([name, weight]) => weight !== 0 && name !== '(root)'));
}

test('more than 2 GiB: events are split as heapprof can hold them, sums go on', () => {
  const hpd = readHpd(
    writeHpd({ time: Float64Array.of(0, 7), trace: Uint32Array.of(1, 1), size: Float64Array.of(5 * 2 ** 30, -3) }),
  );
  assert.ok(hpd.size.every(size => size < 2 ** 31));
  assert.equal(
    hpd.size.reduce((sum, size) => sum + size, 0),
    5 * 2 ** 30 - 3,
  );
  const large = { trace: Uint32Array.of(1, 2), bytes: Float64Array.of(2 ** 40, 1) };
  const hpc = readHpc(writeHpc({ startedAt, interval: ms(1), snapshots: [large] }), 'x.hpc');
  assert.deepEqual(hpc.snapshots, [large]);
});

test('a place in JavaScript is a file name and a line, and back', () => {
  const place = { functionName: 'render', url: 'https://site/app.js', line: 3, column: 17 };
  assert.deepEqual(rawLineOf(place), { filename: 'https://site/app.js#render,17', lineno: 3 });
  const text = fc.oneof(fc.string(), fc.constantFrom('#', '%23', 'a,1', 'https://site/a#b,2', '(V8 API)', '\n'));
  const frames = fc.record(
    { functionName: text, url: text, line: fc.nat(), column: fc.nat() },
    { noNullPrototype: true },
  );
  fc.assert(fc.property(frames, frame => assert.deepEqual(frameOfRawLine(rawLineOf(frame)), frame)));
});
