import type { Bytes, Milliseconds } from '../../units.ts';
import { bytes, milliseconds } from '../../units.ts';
import { type Estimate, estimateOf, type PerStack, totalsOf } from './estimate.ts';
import { none } from './event-log.ts';
import type { History } from './history.ts';
import type { Live } from './live-state.ts';

/**
 * A stretch of time: after `from`, up to and with `to`, so that neighbouring ranges share no event. A range from 0 on has everything.
 * An event is known to have happened between two polls and counts at the later.
 */
export interface TimeRange {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/** The numbers of the events of a range: the first, and the one after the last. */
export interface EventRange {
  readonly first: number;
  readonly end: number;
}

export function eventsOf({ events }: History, { from, to }: TimeRange): EventRange {
  const first = from <= 0 ? 0 : events.eventsUpTo(events.pollAt(from));
  return { first, end: Math.max(first, events.eventsUpTo(events.pollAt(to))) };
}

/** What was allocated in a range, whatever became of it. */
export function allocatedIn(history: History, range: TimeRange): Estimate {
  return sumOf(history, range, 1, () => true);
}

/** What was collected in a range, whenever it was allocated. */
export function collectedIn(history: History, range: TimeRange): Estimate {
  return sumOf(history, range, -1, () => true);
}

/** What was allocated in a range and is alive at its end. */
export function keptOf(history: History, range: TimeRange): Estimate {
  const last = history.events.pollAt(range.to);
  return sumOf(history, range, 1, diedIn => diedIn === none || diedIn > last);
}

/**
 * What was allocated in a range and collected before its end: garbage.
 * @param lifetime only what was gone after so long at most, as far as polls can tell.
 */
export function temporaryIn(history: History, range: TimeRange, lifetime?: Milliseconds): Estimate {
  const { pollTime } = history.events;
  const last = history.events.pollAt(range.to);
  const longest = lifetime ?? Number.POSITIVE_INFINITY;
  return sumOf(history, range, 1, (diedIn, bornIn) => {
    if (diedIn === none || diedIn > last) return false;
    return (pollTime[diedIn] as number) - (pollTime[bornIn] as number) <= longest;
  });
}

/** What was allocated in a range, and how much of that is still there at its end. */
export interface KeptAndChurn extends Estimate {
  /** For each node, bytes of its `total` that are alive at the end; the rest is churn. */
  readonly kept: Float64Array;
}

export function keptAndChurn(history: History, range: TimeRange): KeptAndChurn {
  const last = history.events.pollAt(range.to);
  const all = sumsOf(history, range, 1, () => true);
  const kept = sumsOf(history, range, 1, diedIn => diedIn === none || diedIn > last);
  const estimate = estimateOf(history.stacks, all);
  return { ...estimate, kept: totalsOf(estimate, kept.bytes) };
}

/** What changed between two moments. A flame graph cannot show less than nothing, so that gains and losses are trees of their own, too. */
export interface Change {
  /** Signed: a node's `total` is what it and everything below it have gained, less what they have lost. */
  readonly net: Estimate;
  /** Stacks that hold more than before, by how much. */
  readonly grown: Estimate;
  /** Stacks that hold less than before, by how much; positive. */
  readonly shrunk: Estimate;
}

/** @param before and after what was alive at the two ends of the range. */
export function changeOf(history: History, range: TimeRange, before: Live, after: Live): Change {
  const net = after.bytes.map((held, stack) => held - (before.bytes[stack] ?? 0));
  const moved = movedIn(history, range);
  const only = (sign: 1 | -1): Estimate => {
    const some = <Figures extends Float64Array | Uint32Array>(figures: Figures) =>
      figures.map((figure, stack) => ((net[stack] as number) * sign > 0 ? figure : 0)) as Figures;
    const figure = some(net).map(change => change * sign);
    return estimateOf(history.stacks, { bytes: figure, samples: some(moved.samples), gross: some(moved.gross) });
  };
  return { net: estimateOf(history.stacks, { bytes: net, ...moved }), grown: only(1), shrunk: only(-1) };
}

/** The moment of a range at which most bytes were alive; the first of several. Of a range before the first poll nothing is known: 0 bytes. */
export function peakOf({ events }: History, { from, to }: TimeRange): { time: Milliseconds; total: Bytes } {
  const { pollTime, pollLive } = events;
  const first = from <= 0 ? 0 : Math.max(0, events.pollAt(from));
  const last = events.pollAt(to);
  if (first > last) return { time: from, total: bytes(0) };
  let peak = first;
  for (let poll = first + 1; poll <= last; poll++) {
    if ((pollLive[poll] as number) > (pollLive[peak] as number)) peak = poll;
  }
  // What the last poll before the range found was alive at its start.
  return { time: milliseconds(Math.max(from, pollTime[peak] as number)), total: bytes(pollLive[peak] as number) };
}

type Chosen = (diedIn: number, bornIn: number) => boolean;

function sumOf(history: History, range: TimeRange, sign: 1 | -1, chosen: Chosen): Estimate {
  return estimateOf(history.stacks, sumsOf(history, range, sign, chosen));
}

/** Sums the samples that came (1) or went (-1) in a range. Corrections belong to no sample and stay out. */
function sumsOf({ stacks, events }: History, range: TimeRange, sign: 1 | -1, chosen: Chosen): PerStack {
  const { stack, size, sample, diedIn, pollEnd } = events;
  const sum = new Float64Array(stacks.count);
  const count = new Uint32Array(stacks.count);
  const { first, end } = eventsOf({ stacks, events }, range);
  let poll = 0;
  for (let at = first; at < end; at++) {
    while ((pollEnd[poll] as number) <= at) poll++;
    const change = (size[at] as number) * sign;
    const which = sample[at] as number;
    if (which === none || change <= 0 || !chosen(diedIn[which] as number, poll)) continue;
    const on = stack[at] as number;
    sum[on] = (sum[on] as number) + change;
    count[on] = (count[on] as number) + 1;
  }
  return { bytes: sum, samples: count };
}

/** Samples that were alive at one end of a range and not at the other, which a change is estimated from: by stack, their bytes and number. */
function movedIn({ stacks, events }: History, range: TimeRange): { gross: Float64Array; samples: Uint32Array } {
  const { stack, size, sample, diedIn, allocatedBy } = events;
  const gross = new Float64Array(stacks.count);
  const samples = new Uint32Array(stacks.count);
  const { first, end } = eventsOf({ stacks, events }, range);
  const last = events.pollAt(range.to);
  for (let at = first; at < end; at++) {
    const which = sample[at] as number;
    if (which === none) continue;
    const cameAndWent = (allocatedBy[which] as number) >= first && (diedIn[which] as number) <= last;
    if (cameAndWent) continue;
    const on = stack[at] as number;
    gross[on] = (gross[on] as number) + Math.abs(size[at] as number);
    samples[on] = (samples[on] as number) + 1;
  }
  return { gross, samples };
}
