import { assertNever } from '../assert-never.ts';
import type { Frame } from '../calltree/frame.ts';
import { bytes, epochMilliseconds, isolateIndex, microseconds, milliseconds } from '../units.ts';
import { type ByteReader, UnreadableBytes } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { readCoverage, writeCoverage } from './coverage-codec.ts';
import type {
  CpuRow,
  IsolateKind,
  IsolateRow,
  MarkKind,
  MarkRow,
  Row,
  SamplingRow,
  TimelineRow,
  TreeGrowth,
  UsageRow,
} from './rows.ts';

/** Stand in files: new kinds go to the end. */
const rowKinds = [
  'allocation-sampling',
  'allocation-timeline',
  'cpu-profile',
  'heap-usage',
  'mark',
  'coverage',
  'isolate',
] as const satisfies Row['kind'][];
const markKinds = [
  'navigation',
  'garbage-collection',
  'snapshot',
  'tab-crashed',
  'tab-closed',
  'note',
  'isolate',
  'console-profile',
] as const satisfies MarkKind[];
const isolateKinds = ['page', 'frame', 'worker', 'shared worker', 'service worker'] as const satisfies IsolateKind[];

/** More isolates than a tab can have: a log that speaks of a higher one is damaged. */
const mostIsolates = 100_000;

/** Kind, time, isolate (not of a mark), then the row's own fields in the order of its interface; parallel columns share one count. */
export function writeRow(to: ByteWriter, row: Row): void {
  to.byte(rowKinds.indexOf(row.kind));
  to.number(row.time);
  if (row.kind !== 'mark') to.count(row.isolate);
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
    case 'coverage':
      writeCoverage(to, row);
      break;
    case 'isolate':
      writeIsolate(to, row);
      break;
    case 'mark':
      writeMark(to, row);
      break;
    default:
      assertNever(row);
  }
}

/** Of the log that rows stand in: 1 knew one isolate, no ticks by line and no reasons of deoptimisation. */
export type LogVersion = 1 | 2;

/** @throws UnreadableBytes when there is no whole row at this place. */
export function readRow(from: ByteReader, version: LogVersion = 2): Row {
  const kind = oneOf(rowKinds, from.byte());
  const time = milliseconds(from.number());
  if (kind === 'mark') return { kind, time, ...readMark(from) };
  const isolate = isolateIndex(version === 1 ? 0 : from.count());
  if (isolate >= mostIsolates) throw new UnreadableBytes(`isolate ${isolate}`);
  switch (kind) {
    case 'allocation-sampling':
      return { kind, isolate, time, ...readSampling(from) };
    case 'allocation-timeline':
      return { kind, isolate, time, ...readTimeline(from) };
    case 'cpu-profile':
      return { kind, isolate, time, ...readCpu(from, version) };
    case 'heap-usage':
      return { kind, isolate, time, ...readUsage(from) };
    case 'coverage':
      return { kind, isolate, time, ...readCoverage(from) };
    case 'isolate':
      return { kind, isolate, time, ...readIsolate(from) };
    default:
      return assertNever(kind);
  }
}

type Fields<Kind extends Row> = Omit<Kind, 'kind' | 'time' | 'isolate'>;

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
  writeTable(to, [row.tickNode, row.tickLine, row.tickCount]);
  writeTable(to, [row.deoptNode]);
  for (const reason of row.deoptReason) to.text(reason);
  to.number(row.from);
  to.number(row.to);
}

function readCpu(from: ByteReader, version: LogVersion): Fields<CpuRow> {
  const growth = readGrowth(from);
  const length = from.length();
  const sampleNode = from.column(length, Uint32Array);
  const sampleTime = from.column(length, Float64Array);
  return {
    ...growth,
    sampleNode,
    sampleTime,
    ...(version === 1 ? noLines : readLines(from)),
    from: microseconds(from.number()),
    to: microseconds(from.number()),
  };
}

type CpuLineFields = Pick<CpuRow, 'tickNode' | 'tickLine' | 'tickCount' | 'deoptNode' | 'deoptReason'>;

const none = new Uint32Array(0);
const noLines: CpuLineFields = { tickNode: none, tickLine: none, tickCount: none, deoptNode: none, deoptReason: [] };

function readLines(from: ByteReader): CpuLineFields {
  const ticks = from.length();
  const tickNode = from.column(ticks, Uint32Array);
  const tickLine = from.column(ticks, Uint32Array);
  const tickCount = from.column(ticks, Uint32Array);
  const deoptNode = from.column(from.length(), Uint32Array);
  return { tickNode, tickLine, tickCount, deoptNode, deoptReason: Array.from(deoptNode, () => from.text()) };
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

function writeIsolate(to: ByteWriter, { change, name }: IsolateRow): void {
  to.byte(change === 'joined' ? 1 : 0);
  to.byte(isolateKinds.indexOf(name.kind));
  for (const text of [name.id, name.name, name.url]) to.text(text);
}

function readIsolate(from: ByteReader): Fields<IsolateRow> {
  const change = oneOf(['left', 'joined'] as const, from.byte());
  const kind = oneOf(isolateKinds, from.byte());
  return { change, name: { kind, id: from.text(), name: from.text(), url: from.text() } };
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
