import { type EpochMilliseconds, type Milliseconds, milliseconds } from '../units.ts';
import { BigEndianReader, BigEndianWriter } from './big-endian.ts';
import { orFail, readTime, writeTime } from './hpm.ts';
import { FileShape } from './json-shape.ts';

/** Live bytes by trace; trace 0 is "other". */
export interface HpcSnapshot {
  readonly trace: Uint32Array;
  /** For each trace, bytes; descending. */
  readonly bytes: Float64Array;
}

/** A `.hpc` file: what was alive at equal distances of time. */
export interface Hpc {
  readonly startedAt: EpochMilliseconds;
  readonly interval: Milliseconds;
  /** Number n is of n · interval after the start. */
  readonly snapshots: readonly HpcSnapshot[];
}

const version = 1;
const snapshotMagic = 0x5379a0bd;
const indexMagic = 0xab935776;

/**
 * fixed32 version; fixed64 seconds, fixed64 nanoseconds; varint interval in ms; fixed64 offset of the index.
 * Snapshot: fixed32 magic, varint count, then trace and bytes of the largest, trace and how much less than the one before of each other.
 * Index: fixed32 magic, varint count, varint offset of each snapshot from the one before.
 */
export function writeHpc({ startedAt, interval, snapshots }: Hpc): Uint8Array<ArrayBuffer> {
  const to = new BigEndianWriter();
  to.fixed32(version);
  writeTime(to, startedAt);
  to.varint(interval);
  const indexOffset = to.length;
  to.fixed64(0);

  const offsets = snapshots.map(snapshot => {
    const offset = to.length;
    writeSnapshot(to, snapshot);
    return offset;
  });

  to.patch64(indexOffset, to.length);
  to.fixed32(indexMagic);
  to.varint(offsets.length);
  offsets.forEach((offset, number) => {
    to.varint(offset - (offsets[number - 1] ?? 0));
  });
  return to.take();
}

/** @throws HeapscopeError `file-invalid` */
export function readHpc(bytes: Uint8Array, file: string): Hpc {
  const shape = new FileShape(file, 'heapprof digest');
  const from = new BigEndianReader(bytes);
  return orFail(shape, from, () => {
    const found = from.fixed32();
    if (found !== version) return shape.fail(`its version is ${found}, and only ${version} is known`, 'byte 0');
    const startedAt = readTime(from);
    const interval = milliseconds(from.varint());
    from.at = from.fixed64();
    expectMagic(shape, from, indexMagic, 'its index');
    let offset = 0;
    const offsets = Array.from({ length: from.count(1) }, () => {
      offset += from.varint();
      return offset;
    });
    return { startedAt, interval, snapshots: offsets.map(at => readSnapshot(shape, new BigEndianReader(bytes, at))) };
  });
}

function writeSnapshot(to: BigEndianWriter, { trace, bytes }: HpcSnapshot): void {
  to.fixed32(snapshotMagic);
  to.varint(trace.length);
  let before = 0;
  for (let at = 0; at < trace.length; at++) {
    const size = bytes[at] as number;
    to.varint(trace[at] as number);
    to.varint(at === 0 ? size : before - size);
    before = size;
  }
}

function readSnapshot(shape: FileShape, from: BigEndianReader): HpcSnapshot {
  expectMagic(shape, from, snapshotMagic, 'a snapshot');
  const count = from.count(2);
  const trace = new Uint32Array(count);
  const bytes = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    trace[at] = from.varint();
    const figure = from.varint();
    bytes[at] = at === 0 ? figure : (bytes[at - 1] as number) - figure;
  }
  return { trace, bytes };
}

function expectMagic(shape: FileShape, from: BigEndianReader, magic: number, what: string): void {
  const at = from.at;
  if (from.fixed32() !== magic) shape.fail(`${what} does not begin there`, `byte ${at}`);
}
