import type { Frame } from '../calltree/frame.ts';
import { TreeInterner } from '../calltree/tree-interner.ts';
import type { Digest, TimedSnapshot } from '../recording/history/digest.ts';
import { EventLog } from '../recording/history/event-log.ts';
import type { History } from '../recording/history/history.ts';
import { StackTable } from '../recording/history/stack-table.ts';
import { type EpochMilliseconds, milliseconds } from '../units.ts';
import { frameOfRawLine, rawLineOf } from './heapprof-line.ts';
import { type HpcSnapshot, writeHpc } from './hpc.ts';
import { type Hpd, writeHpd } from './hpd.ts';
import { type Hpm, type RawTraceLine, writeHpm } from './hpm.ts';

/** The three files of one heapprof recording, which share a name. */
export interface HeapprofFiles {
  readonly hpm: Uint8Array<ArrayBuffer>;
  readonly hpd: Uint8Array<ArrayBuffer>;
  readonly hpc: Uint8Array<ArrayBuffer>;
}

/**
 * Writes a history for heapprof. Sizes are estimates already, so that everything stands as recorded with probability 1.
 * @param digest complete; its snapshots become the `.hpc` file, the end of the recording the last of them.
 */
export function writeHeapprof(history: History, digest: Digest, startedAt: EpochMilliseconds): HeapprofFiles {
  const { stacks, events } = history;
  const traceOf = new Uint32Array(stacks.count);
  const traces: RawTraceLine[][] = [];
  for (const stack of events.stack) {
    if (traceOf[stack] !== 0) continue;
    const trace = stacks.trace(stack);
    if (trace) traceOf[stack] = traces.push(trace.map(rawLineOf));
  }
  return {
    hpm: writeHpm({ startedAt, samplingRate: [], traces }),
    hpd: writeHpd(eventsOf(events, traceOf)),
    hpc: writeHpc({ startedAt, interval: digest.interval, snapshots: snapshotsOf(digest, traceOf) }),
  };
}

export interface HeapprofReading {
  /** Takes sizes as they stand: heapprof on 64-bit Linux recorded everything, whatever sampling rate the file states. */
  readonly sampledAll?: boolean;
}

/** The history of heapprof's files. A free takes the oldest living allocation of its trace and size: the files do not say which. */
export function readHeapprof({ samplingRate, traces }: Hpm, hpd: Hpd, { sampledAll }: HeapprofReading = {}): History {
  const stacks = new StackTable();
  const events = new EventLog();
  const stackOf = addTraces(stacks, traces);
  const unknown = stacks.add(0, unknownFrame);
  const living = new Map<string, number[]>();
  let pollTime = -1;
  for (let event = 0; event < hpd.time.length; event++) {
    const time = (hpd.time[event] as number) / 1000;
    if (time !== pollTime) events.beginPoll(milliseconds(time));
    pollTime = time;

    const size = hpd.size[event] as number;
    const stack = stackOf[hpd.trace[event] as number] ?? unknown;
    const scaled = Math.trunc(Math.abs(size) * (sampledAll ? 1 : scaleOf(samplingRate, Math.abs(size))));
    if (scaled === 0) continue;
    const same = `${stack} ${scaled}`;
    const queue = living.get(same) ?? [];
    living.set(same, queue);
    if (size > 0) {
      queue.push(events.allocate(stack, scaled));
      continue;
    }
    const oldest = queue.shift();
    if (oldest === undefined) events.correct(stack, -scaled);
    else events.collect(oldest);
  }
  return { stacks, events };
}

const unknownFrame: Frame = { functionName: '(unknown)', url: '', line: 0, column: 0 };
const rootFrame: Frame = { functionName: '(root)', url: '', line: 0, column: 0 };

function eventsOf({ stack, size, pollTime, pollEnd }: EventLog, traceOf: Uint32Array): Hpd {
  const time = new Float64Array(stack.length);
  pollTime.forEach((at, poll) => {
    time.fill(at * 1000, poll === 0 ? 0 : pollEnd[poll - 1], pollEnd[poll]);
  });
  return { time, trace: stack.map(on => traceOf[on] as number), size };
}

function snapshotsOf(digest: Digest, traceOf: Uint32Array): HpcSnapshot[] {
  const tail = digest.tail();
  const isDue = tail.time > (digest.snapshots.length - 1) * digest.interval;
  return [...digest.snapshots, ...(isDue ? [tail] : [])].map(snapshot => byDescendingBytes(snapshot, traceOf));
}

/** heapprof has no bytes below zero, and calls the rest trace 0. */
function byDescendingBytes({ stack, bytes, other }: TimedSnapshot, traceOf: Uint32Array): HpcSnapshot {
  const sums = new Map<number, number>();
  if (other > 0) sums.set(0, Math.round(other));
  stack.forEach((on, at) => {
    const trace = traceOf[on] as number;
    sums.set(trace, (sums.get(trace) ?? 0) + Math.round(bytes[at] as number));
  });
  const entries = [...sums].filter(([, held]) => held > 0).sort((a, b) => b[1] - a[1]);
  return {
    trace: Uint32Array.from(entries, ([trace]) => trace),
    bytes: Float64Array.from(entries, ([, held]) => held),
  };
}

/** For each trace number, its stack; 0 has none. */
function addTraces(stacks: StackTable, traces: Hpm['traces']): (number | undefined)[] {
  const interner = new TreeInterner();
  const child = (caller: number, frame: Frame): number => {
    const stack = interner.child(caller, frame);
    if (stack === stacks.count) stacks.add(caller, frame);
    return stack;
  };
  interner.child(-1, rootFrame);
  stacks.addRoot(rootFrame, rootFrame);
  return [undefined, ...traces.map(trace => trace.map(frameOfRawLine).reduce(child, 0))];
}

/** What a recorded allocation stands for: the first range above its size decides; beyond the last it is one. */
function scaleOf(samplingRate: Hpm['samplingRate'], size: number): number {
  const range = samplingRate.find(({ maxSize }) => size < maxSize);
  if (!range) return 1;
  return range.probability === 0 ? 0 : 1 / range.probability;
}
