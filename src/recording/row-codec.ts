import { assertNever } from '../assert-never.ts';
import type { Frame } from '../calltree/frame.ts';
import { bytes, epochMilliseconds, microseconds, milliseconds } from '../units.ts';
import { type ByteReader, UnreadableBytes } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { CpuRow, MarkKind, MarkRow, Row, SamplingRow, TimelineRow, TreeGrowth, UsageRow } from './rows.ts';

/** Stand in files: new kinds go to the end. */
const rowKinds = [
  'allocation-sampling',
  'allocation-timeline',
  'cpu-profile',
  'heap-usage',
  'mark',
] as const satisfies Row['kind'][];
const markKinds = [
  'navigation',
  'garbage-collection',
  'snapshot',
  'tab-crashed',
  'tab-closed',
  'note',
] as const satisfies MarkKind[];

/** Kind, time, then the row's own fields in the order of its interface; parallel columns share one count. */
export function writeRow(to: ByteWriter, row: Row): void {
  to.byte(rowKinds.indexOf(row.kind));
  to.number(row.time);
  switch (row.kind) {
    case 'allocation-sampling':
      writeSampling(to, row);
      break;
    case 'allocation-timeline':
      writeTimeline(to, row);
      break;
    case 'cpu-profile':
      writeCpu(to, row);
      break;
    case 'heap-usage':
      writeUsage(to, row);
      break;
    case 'mark':
      writeMark(to, row);
      break;
    default:
      assertNever(row);
  }
}

/** @throws UnreadableBytes when there is no whole row at this place. */
export function readRow(from: ByteReader): Row {
  const kind = oneOf(rowKinds, from.byte());
  const time = milliseconds(from.number());
  switch (kind) {
    case 'allocation-sampling':
      return { kind, time, ...readSampling(from) };
    case 'allocation-timeline':
      return { kind, time, ...readTimeline(from) };
    case 'cpu-profile':
      return { kind, time, ...readCpu(from) };
    case 'heap-usage':
      return { kind, time, ...readUsage(from) };
    case 'mark':
      return { kind, time, ...readMark(from) };
    default:
      return assertNever(kind);
  }
}

type Fields<Kind extends Row> = Omit<Kind, 'kind' | 'time'>;

function writeSampling(to: ByteWriter, row: SamplingRow): void {
  writeGrowth(to, row);
  to.number(row.pollDuration);
  writeTable(to, [row.changedNode, row.changedSelf]);
  writeTable(to, [row.addedOrdinal, row.addedSize, row.addedNode]);
  writeTable(to, [row.goneOrdinal]);
}

function readSampling(from: ByteReader): Fields<SamplingRow> {
  const growth = readGrowth(from);
  const pollDuration = milliseconds(from.number());
  const changed = from.length();
  const changedNode = from.column(changed, Uint32Array);
  const changedSelf = from.column(changed, Float64Array);
  const added = from.length();
  const addedOrdinal = from.column(added, Float64Array);
  const addedSize = from.column(added, Float64Array);
  const addedNode = from.column(added, Uint32Array);
  const goneOrdinal = from.column(from.length(), Float64Array);
  return { ...growth, pollDuration, changedNode, changedSelf, addedOrdinal, addedSize, addedNode, goneOrdinal };
}

function writeTimeline(to: ByteWriter, row: TimelineRow): void {
  writeTable(to, [row.fragment, row.count, row.size]);
  to.byte(row.lastSeen ? 1 : 0);
  if (!row.lastSeen) return;
  to.number(row.lastSeen.objectId);
  to.number(row.lastSeen.timestamp);
}

function readTimeline(from: ByteReader): Fields<TimelineRow> {
  const length = from.length();
  const fragment = from.column(length, Uint32Array);
  const count = from.column(length, Uint32Array);
  const size = from.column(length, Float64Array);
  const lastSeen = oneOf([false, true], from.byte())
    ? { objectId: from.number(), timestamp: epochMilliseconds(from.number()) }
    : null;
  return { fragment, count, size, lastSeen };
}

function writeCpu(to: ByteWriter, row: CpuRow): void {
  writeGrowth(to, row);
  writeTable(to, [row.sampleNode, row.sampleTime]);
  to.number(row.from);
  to.number(row.to);
}

function readCpu(from: ByteReader): Fields<CpuRow> {
  const growth = readGrowth(from);
  const length = from.length();
  const sampleNode = from.column(length, Uint32Array);
  const sampleTime = from.column(length, Float64Array);
  return { ...growth, sampleNode, sampleTime, from: microseconds(from.number()), to: microseconds(from.number()) };
}

function writeUsage(to: ByteWriter, row: UsageRow): void {
  for (const size of [row.used, row.total, row.embedder, row.backingStorage]) to.number(size);
  for (const count of [row.documents, row.domNodes, row.listeners]) to.number(count);
}

function readUsage(from: ByteReader): Fields<UsageRow> {
  return {
    used: bytes(from.number()),
    total: bytes(from.number()),
    embedder: bytes(from.number()),
    backingStorage: bytes(from.number()),
    documents: from.number(),
    domNodes: from.number(),
    listeners: from.number(),
  };
}

function writeMark(to: ByteWriter, row: MarkRow): void {
  to.byte(markKinds.indexOf(row.mark));
  to.text(row.text);
}

function readMark(from: ByteReader): Fields<MarkRow> {
  return { mark: oneOf(markKinds, from.byte()), text: from.text() };
}

function writeGrowth(to: ByteWriter, growth: TreeGrowth): void {
  to.count(growth.frames.length);
  for (const frame of growth.frames) {
    to.text(frame.functionName);
    to.text(frame.url);
    to.number(frame.line);
    to.number(frame.column);
  }
  writeTable(to, [growth.nodeParent, growth.nodeFrame]);
}

function readGrowth(from: ByteReader): TreeGrowth {
  const frames: Frame[] = [];
  const frameCount = from.length();
  for (let i = 0; i < frameCount; i++) {
    frames.push({ functionName: from.text(), url: from.text(), line: from.number(), column: from.number() });
  }
  const length = from.length();
  return { frames, nodeParent: from.column(length, Int32Array), nodeFrame: from.column(length, Uint32Array) };
}

function writeTable(to: ByteWriter, columns: readonly [ArrayLike<number>, ...ArrayLike<number>[]]): void {
  const [{ length }] = columns;
  if (columns.some(column => column.length !== length)) throw new RangeError('Columns of one table differ in length.');
  to.count(length);
  for (const column of columns) to.column(column);
}

function oneOf<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new UnreadableBytes(`kind ${index} of ${values.length}`);
  return value;
}
