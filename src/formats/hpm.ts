import { UnreadableBytes } from '../recording/byte-reader.ts';
import { type EpochMilliseconds, epochMilliseconds } from '../units.ts';
import { BigEndianReader, BigEndianWriter } from './big-endian.ts';
import { FileShape } from './json-shape.ts';

/** A line of a stack as heapprof knows it. */
export interface RawTraceLine {
  readonly filename: string;
  /** From 1; 0 is not known. */
  readonly lineno: number;
}

/** Objects smaller than so many bytes, and larger than those of the range before, are recorded with this probability. */
export interface SamplingRange {
  readonly maxSize: number;
  readonly probability: number;
}

/** A `.hpm` file: what the indexes in the other two stand for. */
export interface Hpm {
  readonly startedAt: EpochMilliseconds;
  /** By ascending size; beyond the last, everything is recorded. */
  readonly samplingRate: readonly SamplingRange[];
  /** Stacks, outermost line first; number n stands at n - 1, as 0 is "not known". */
  readonly traces: readonly (readonly RawTraceLine[])[];
}

const version = 1;
/** A probability of 1. */
const certain = 0xffffffff;

/**
 * fixed32 version; fixed64 seconds, fixed64 nanoseconds; varint count of ranges, each fixed64 size, fixed32 probability · (2^32 - 1);
 * then each trace, innermost line first: varint line + 1, varint length, UTF-8 file name; varint 0 ends it.
 */
export function writeHpm({ startedAt, samplingRate, traces }: Hpm): Uint8Array<ArrayBuffer> {
  const to = new BigEndianWriter();
  to.fixed32(version);
  writeTime(to, startedAt);
  to.varint(samplingRate.length);
  for (const { maxSize, probability } of samplingRate) {
    to.fixed64(maxSize);
    to.fixed32(Math.round(probability * certain));
  }
  for (const trace of traces) {
    for (const { filename, lineno } of trace.toReversed()) {
      to.varint(lineno + 1);
      to.text(filename);
    }
    to.varint(0);
  }
  return to.take();
}

/**
 * Reads a file up to its last whole trace: heapprof's own may still be written to.
 * @throws HeapscopeError `file-invalid` when the head cannot be read.
 */
export function readHpm(bytes: Uint8Array, file: string): Hpm {
  const shape = new FileShape(file, 'heapprof metadata');
  const from = new BigEndianReader(bytes);
  return { ...orFail(shape, from, () => readHead(shape, from)), traces: readTraces(from) };
}

/** Seconds and nanoseconds, as `struct timespec` has them. */
export function writeTime(to: BigEndianWriter, time: EpochMilliseconds): void {
  const seconds = Math.floor(time / 1000);
  to.fixed64(seconds);
  to.fixed64(Math.round((time - seconds * 1000) * 1e6));
}

export function readTime(from: BigEndianReader): EpochMilliseconds {
  const seconds = from.fixed64();
  return epochMilliseconds(seconds * 1000 + from.fixed64() / 1e6);
}

/** Reads what has to be there. @throws HeapscopeError `file-invalid` when the bytes end or make no sense. */
export function orFail<Value>(shape: FileShape, from: BigEndianReader, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableBytes) return shape.fail(error.message, `byte ${from.at}`, error);
    throw error;
  }
}

function readHead(shape: FileShape, from: BigEndianReader): Omit<Hpm, 'traces'> {
  const found = from.fixed32();
  if (found !== version) return shape.fail(`its version is ${found}, and only ${version} is known`, 'byte 0');
  const startedAt = readTime(from);
  const samplingRate = Array.from({ length: from.count(12) }, () => ({
    maxSize: from.fixed64(),
    probability: from.fixed32() / certain,
  }));
  return { startedAt, samplingRate: samplingRate.sort((a, b) => a.maxSize - b.maxSize) };
}

function readTraces(from: BigEndianReader): RawTraceLine[][] {
  const traces: RawTraceLine[][] = [];
  try {
    while (from.remaining > 0) {
      const trace: RawTraceLine[] = [];
      for (let line = from.varint(); line !== 0; line = from.varint()) {
        trace.push({ lineno: line - 1, filename: from.text() });
      }
      traces.push(trace.reverse());
    }
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
  }
  return traces;
}
