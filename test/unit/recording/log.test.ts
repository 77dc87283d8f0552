import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ByteReader } from '../../../src/recording/byte-reader.ts';
import { ByteWriter } from '../../../src/recording/byte-writer.ts';
import { crc32 } from '../../../src/recording/crc32.ts';
import { encodeBlock, encodeHeader, type LogMeta, readLog } from '../../../src/recording/log.ts';
import { defaultCpu, defaultRecording, defaultTimeline } from '../../../src/recording/options.ts';
import { readRow, writeRow } from '../../../src/recording/row-codec.ts';
import type { CpuRow, MarkRow, Row, SamplingRow, TimelineRow, UsageRow } from '../../../src/recording/rows.ts';
import { bytes, epochMilliseconds, isolateIndex, microseconds, milliseconds } from '../../../src/units.ts';

const meta: LogMeta = {
  startedAt: epochMilliseconds(Date.UTC(2026, 10, 21, 2, 40)),
  options: { ...defaultRecording, timeline: defaultTimeline, cpu: defaultCpu },
  url: 'https://example.com/é',
  title: 'Größe 📈',
};

const usage: UsageRow = {
  kind: 'heap-usage',
  isolate: isolateIndex(0),
  time: milliseconds(500),
  used: bytes(41_234_567),
  total: bytes(50_000_000),
  embedder: bytes(0),
  backingStorage: bytes(123),
  documents: 1,
  domNodes: 1200,
  listeners: 7,
};
const mark: MarkRow = {
  kind: 'mark',
  time: milliseconds(501.25),
  mark: 'navigation',
  text: 'https://example.com/next',
};
const sampling: SamplingRow = {
  kind: 'allocation-sampling',
  isolate: isolateIndex(0),
  time: milliseconds(2000),
  pollDuration: milliseconds(12.5),
  frames: [
    { functionName: '(root)', url: '', line: 0, column: 0 },
    { functionName: 'leakNodes', url: 'https://example.com/app.js', line: 12, column: 3 },
  ],
  nodeParent: Int32Array.of(-1, 0, 1),
  nodeFrame: Uint32Array.of(0, 1, 1),
  changedNode: Uint32Array.of(1, 2),
  changedSelf: Float64Array.of(32_800, 64),
  addedOrdinal: Float64Array.of(1, 5),
  addedSize: Float64Array.of(32_800, 64),
  addedNode: Uint32Array.of(1, 2),
  goneOrdinal: new Float64Array(0),
};

const header = encodeHeader(meta);
const rowsOfBlocks: Row[][] = [[usage], [mark, usage], [sampling, mark]];
const blocks = rowsOfBlocks.map(encodeBlock);
const log = joined(header, ...blocks);

test('a log gives back what was written, block after block', () => {
  assert.deepEqual(readLog(log), { meta, rows: rowsOfBlocks.flat(), missing: 0 });
});

test('a log that lies inside a larger buffer is read from its own bytes', () => {
  const around = joined(new Uint8Array(3), log, new Uint8Array(5));
  assert.deepEqual(readLog(around.subarray(3, 3 + log.length)), readLog(log));
});

test('a log cut anywhere opens up to its last whole block and says what is missing', () => {
  const ends = [header.length];
  for (const block of blocks) ends.push((ends.at(-1) ?? 0) + block.length);
  for (let length = header.length; length <= log.length; length++) {
    const whole = ends.filter(end => end <= length).length - 1;
    const { rows, missing } = readLog(log.subarray(0, length));
    assert.deepEqual(rows, rowsOfBlocks.slice(0, whole).flat(), `cut at ${length}`);
    assert.equal(missing, length - (ends[whole] ?? 0), `cut at ${length}`);
  }
});

test('a damaged byte ends the log before its block', () => {
  const second = header.length + (blocks[0]?.length ?? 0);
  const third = second + (blocks[1]?.length ?? 0);
  for (let at = second; at < third; at++) {
    const damaged = log.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    const { rows, missing } = readLog(damaged);
    assert.deepEqual(rows, rowsOfBlocks[0], `byte ${at}`);
    assert.equal(missing, log.length - second, `byte ${at}`);
  }
});

test('whatever follows the last whole block is missing, never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), garbage => {
      assert.deepEqual(readLog(joined(log, garbage)), { ...readLog(log), missing: garbage.length });
    }),
  );
});

test('a block with a right checksum around made-up content ends the log', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), payload => {
      const block = blockAround(payload);
      const { rows, missing } = readLog(joined(log, block));
      assert.ok(missing === block.length || missing === 0);
      assert.ok(rows.length >= rowsOfBlocks.flat().length);
    }),
    { numRuns: 1000 },
  );
});

test('a count larger than its block makes no room for what cannot be there', () => {
  const timeline = 1;
  for (const count of [1000, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const payload = new ByteWriter();
    payload.count(1);
    payload.byte(timeline);
    payload.number(0);
    payload.count(count);
    payload.column([1, 2, 3]);
    const block = blockAround(payload.view());
    assert.equal(readLog(joined(header, block)).missing, block.length);
  }
  const doubles = joined(Uint8Array.of(1), new Uint8Array(80));
  assert.throws(() => new ByteReader(doubles).column(11, Float64Array), { name: 'UnreadableBytes' });
});

test('a column takes differences of any length, and no number that it cannot hold', () => {
  const columnOf = (values: number[]) => {
    const bytes = new ByteWriter();
    bytes.column(values);
    return new ByteReader(bytes.view());
  };
  const steps = [6, 7, 13, 14, 20, 21, 27, 28, 34, 35, 50].flatMap(bits => [2 ** bits - 1, -(2 ** bits), 2 ** bits]);
  assert.deepEqual([...columnOf(steps).column(steps.length, Float64Array)], steps);
  for (const [values, make] of [
    [[0, 2 ** 32 - 1, 5], Uint32Array],
    [[2 ** 31 - 1, -(2 ** 31)], Int32Array],
  ] as const)
    assert.deepEqual([...columnOf([...values]).column<Uint32Array | Int32Array>(values.length, make)], values);
  const unreadable = { name: 'UnreadableBytes' };
  for (const value of [-1, 2 ** 32, 1.5]) assert.throws(() => columnOf([3, value]).column(2, Uint32Array), unreadable);
  for (const value of [-(2 ** 31) - 1, 2 ** 31])
    assert.throws(() => columnOf([value]).column(1, Int32Array), unreadable);
  const cut = Uint8Array.of(0, 1, 0x80);
  for (const length of [2, 3]) assert.throws(() => new ByteReader(cut).column(length, Float64Array), unreadable);
});

test('rows that do not follow from the ones before end the log', () => {
  const impossible: SamplingRow[] = [
    { ...sampling, nodeParent: Int32Array.of(-1, 2, 1) },
    { ...sampling, nodeParent: Int32Array.of(-1, 0, -1) },
    { ...sampling, nodeFrame: Uint32Array.of(0, 1, 2) },
    { ...sampling, changedNode: Uint32Array.of(1, 3) },
    { ...sampling, addedNode: Uint32Array.of(3, 1) },
  ];
  for (const row of impossible) {
    const block = encodeBlock([usage, row]);
    assert.deepEqual(readLog(joined(header, block)), { meta, rows: [], missing: block.length });
  }
});

test('a header that cannot be read is refused with the place', () => {
  const otherVersion = log.slice();
  otherVersion[6] = 9;
  const damaged = log.slice();
  damaged[20] = 0;
  const wrongMeta = encodeHeader({ ...meta, options: { ...meta.options, cpu: { ...defaultCpu, turn: NaN as never } } });
  const cases: [content: Uint8Array, message: RegExp][] = [
    [new Uint8Array(0), /a\.log is not a readable Heapscope recording file: it does not begin like one at byte 0/],
    [log.subarray(0, 10), /the header is cut off at byte 10/],
    [log.subarray(0, 40), /the header is cut off at byte 40/],
    [otherVersion, /its version is 9, and 2 is the latest that is known at byte 6/],
    [damaged, /the checksum of the header is wrong/],
    [wrongMeta, /a number is missing at options\.cpu\.turn/],
  ];
  for (const [content, message] of cases) {
    assert.throws(() => readLog(content, 'a.log'), { code: 'file-invalid', message });
  }
});

test('every kind of row comes back as it was', () => {
  fc.assert(
    fc.property(anyRow, row => {
      const writer = new ByteWriter();
      writeRow(writer, row);
      const reader = new ByteReader(writer.view());
      assert.deepEqual(readRow(reader), row);
      assert.equal(reader.remaining, 0);
    }),
    { numRuns: 500 },
  );
});

test('ascending integers take about a byte each, and every double comes back exactly', () => {
  const ordinals = Float64Array.from({ length: 1000 }, (_, i) => 5_000_000 + i * 3);
  const small = new ByteWriter();
  small.column(ordinals);
  assert.ok(small.view().length < 1010, `${small.view().length} bytes`);

  const doubles = Float64Array.of(0.1, -0, NaN, Infinity, 2 ** 60, -(2 ** 51), 5e-324);
  const exact = new ByteWriter();
  exact.column(doubles);
  assert.deepEqual(new ByteReader(exact.view()).column(doubles.length, Float64Array), doubles);
});

test('the checksum is the CRC-32 of zip and PNG', () => {
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
  assert.deepEqual(
    ['', 'a', 'ab', 'abc', 'abcd', 'abcde'].map(text => crc32(new TextEncoder().encode(text))),
    [0, 0xe8b7be43, 0x9e83486d, 0x352441c2, 0xed82cd11, 0x8587d865],
  );
});

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => Array.from(part)));
}

/** A whole block, whatever its payload says. */
function blockAround(payload: Uint8Array): Uint8Array {
  const lengthAndChecksum = new DataView(new ArrayBuffer(8));
  lengthAndChecksum.setUint32(0, payload.length, true);
  lengthAndChecksum.setUint32(4, crc32(payload), true);
  return joined(new TextEncoder().encode('HSBK'), new Uint8Array(lengthAndChecksum.buffer), payload);
}

/** A record as an object literal makes it. */
const plain = <Fields>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }): fc.Arbitrary<Fields> =>
  fc.record(fields, { noNullPrototype: true });
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const time = fc.double().map(milliseconds);
const places = fc.integer({ min: 0, max: 2 ** 31 });
const frames = fc.array(plain({ functionName: text, url: text, line: places, column: places }), { maxLength: 5 });
const size = fc.oneof(fc.maxSafeNat(), fc.double());

/** Columns of one table: as long as each other. */
const table = <Columns>(make: (numbers: (max?: number) => fc.Arbitrary<number[]>) => fc.Arbitrary<Columns>) =>
  fc
    .nat(8)
    .chain(length =>
      make((max = 0) =>
        fc.array(max > 0 ? fc.integer({ min: 0, max }) : size, { minLength: length, maxLength: length }),
      ),
    );
const whole = 2 ** 32 - 1;
const index = (numbers: number[]) => Uint32Array.from(numbers);
const double = (numbers: number[]) => Float64Array.from(numbers);

const isolates = fc.nat(99_999).map(isolateIndex);
const growth = table(numbers =>
  plain({
    frames,
    nodeParent: numbers(2 ** 31 - 1).map(parents => Int32Array.from(parents, (parent, i) => (i === 0 ? -1 : parent))),
    nodeFrame: numbers(whole).map(index),
  }),
);
const changed = table(numbers => plain({ changedNode: numbers(whole).map(index), changedSelf: numbers().map(double) }));
const added = table(numbers =>
  plain({
    addedOrdinal: numbers().map(double),
    addedSize: numbers().map(double),
    addedNode: numbers(whole).map(index),
  }),
);
const gone = fc.array(size, { maxLength: 8 }).map(double);
const anySampling: fc.Arbitrary<SamplingRow> = fc
  .tuple(isolates, time, growth, changed, added, gone)
  .map(([isolate, at, grown, changes, samples, goneOrdinal]) => ({
    kind: 'allocation-sampling',
    isolate,
    time: at,
    pollDuration: at,
    ...grown,
    ...changes,
    ...samples,
    goneOrdinal,
  }));

const fragments = table(numbers =>
  plain({
    fragment: numbers(whole).map(index),
    count: numbers(whole).map(index),
    size: numbers().map(double),
  }),
);
const lastSeen = fc.option(
  plain({ objectId: fc.maxSafeNat(), timestamp: fc.double({ noNaN: true }).map(epochMilliseconds) }),
);
const anyTimeline: fc.Arbitrary<TimelineRow> = fc
  .tuple(isolates, time, fragments, lastSeen)
  .map(([isolate, at, columns, last]) => ({
    kind: 'allocation-timeline',
    isolate,
    time: at,
    ...columns,
    lastSeen: last,
  }));

const samples = table(numbers => plain({ sampleNode: numbers(whole).map(index), sampleTime: numbers().map(double) }));
const ticks = table(numbers =>
  plain({
    tickNode: numbers(whole).map(index),
    tickLine: numbers(whole).map(index),
    tickCount: numbers(whole).map(index),
  }),
);
const deopts = fc.array(fc.tuple(fc.nat(), fc.string()), { maxLength: 4 });
const anyCpu: fc.Arbitrary<CpuRow> = fc
  .tuple(isolates, time, growth, samples, ticks, deopts, fc.double(), fc.double())
  .map(([isolate, at, grown, columns, ticked, deoptimised, from, to]) => ({
    kind: 'cpu-profile',
    isolate,
    time: at,
    ...grown,
    ...columns,
    ...ticked,
    deoptNode: Uint32Array.from(deoptimised, ([node]) => node),
    deoptReason: deoptimised.map(([, reason]) => reason),
    from: microseconds(from),
    to: microseconds(to),
  }));

const anyUsage: fc.Arbitrary<UsageRow> = plain({
  kind: fc.constant('heap-usage'),
  isolate: isolates,
  time,
  used: size.map(bytes),
  total: size.map(bytes),
  embedder: size.map(bytes),
  backingStorage: size.map(bytes),
  documents: size,
  domNodes: size,
  listeners: size,
});

const marks = [
  'navigation',
  'garbage-collection',
  'snapshot',
  'tab-crashed',
  'tab-closed',
  'note',
  'isolate',
  'console-profile',
] as const;
const anyMark: fc.Arbitrary<MarkRow> = plain({
  kind: fc.constant('mark'),
  time,
  mark: fc.constantFrom(...marks),
  text,
});

const anyRow: fc.Arbitrary<Row> = fc.oneof(anySampling, anyTimeline, anyCpu, anyUsage, anyMark);
