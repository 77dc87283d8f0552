import type { Frame } from '../../calltree/frame.ts';
import { type FlowGraph, type FlowUnit, flowGraphOf } from '../../flow/flow-graph.ts';
import { defaultPicture, type FlowPicture, type FlowPictureOptions, flowPicture } from '../../flow/flow-picture.ts';
import { rawLineOf } from '../../formats/heapprof-line.ts';
import type { RawTraceLine } from '../../formats/hpm.ts';
import {
  type Bytes,
  bytes,
  type EpochMilliseconds,
  epochMilliseconds,
  type Milliseconds,
  milliseconds,
} from '../../units.ts';
import type { SamplingOptions } from '../options.ts';
import { Digest, type DigestOptions, defaultDigest, type TimedSnapshot } from './digest.ts';
import { type Estimate, estimateOf } from './estimate.ts';
import type { History } from './history.ts';
import { KeyFrames } from './key-frames.ts';
import type { LiveState } from './live-state.ts';
import { type SamplingRate, samplingRateOf } from './sampling-rate.ts';
import { type PlotLine, type TimePlot, timePlotOf } from './time-plot.ts';
import {
  allocatedIn,
  type Change,
  changeOf,
  collectedIn,
  type KeptAndChurn,
  keptAndChurn,
  keptOf,
  peakOf,
  type TimeRange,
  temporaryIn,
} from './windows.ts';

/** What a history does not know of itself. */
export interface RecordingFacts {
  readonly startedAt: EpochMilliseconds;
  /** Null where allocation sampling was off. */
  readonly sampling: SamplingOptions | null;
}

/**
 * Answers what was alive, allocated and collected at any moment of a recording and between any two; times are relative to its start.
 * Goes on while rows are added to the history: what it answers is of the rows so far.
 */
export class HistoryReader {
  #digest: Digest | null = null;
  readonly #nothing: KeyFrames;

  constructor(
    readonly history: History,
    private readonly facts: RecordingFacts,
  ) {
    this.#nothing = new KeyFrames(history);
  }

  get initialTime(): EpochMilliseconds {
    return this.facts.startedAt;
  }

  /** Time of the last poll. */
  get finalTime(): EpochMilliseconds {
    return epochMilliseconds(this.facts.startedAt + this.elapsedTime);
  }

  get elapsedTime(): Milliseconds {
    return this.history.events.lastTime;
  }

  get samplingRate(): SamplingRate | null {
    return this.facts.sampling && samplingRateOf(this.facts.sampling);
  }

  /** Time between two snapshots; null without a digest. */
  get snapshotInterval(): Milliseconds | null {
    return this.#digest?.interval ?? null;
  }

  /** Frames of a stack, outermost first; null when there is no such stack. */
  trace(stack: number): Frame[] | null {
    return this.history.stacks.trace(stack);
  }

  /** The same as heapprof's file names and lines. */
  rawTrace(stack: number): RawTraceLine[] | null {
    return this.trace(stack)?.map(rawLineOf) ?? null;
  }

  get hasDigest(): boolean {
    return this.#digest?.complete ?? false;
  }

  /** The digest so far; null before the first `makeDigest`. */
  get digest(): Digest | null {
    return this.#digest;
  }

  /**
   * Makes the digest, or goes on with it where it stopped: with other options from the start.
   * @param most events to look at before coming back, so that a worker can answer others. Returns whether the digest is complete.
   */
  makeDigest(options: Partial<DigestOptions> = {}, most = Number.POSITIVE_INFINITY): boolean {
    const wanted = { ...(this.#digest?.options ?? defaultDigest), ...options };
    const current = this.#digest;
    const isSame =
      current?.options.timeInterval === wanted.timeInterval && current.options.precision === wanted.precision;
    const digest = isSame ? current : new Digest(this.history, wanted);
    this.#digest = digest;
    return digest.advance(most);
  }

  /** The snapshots of the digest so far, and the end of the recording once it is complete; empty without a digest. */
  get snapshots(): readonly TimedSnapshot[] {
    const digest = this.#digest;
    if (!digest) return [];
    return digest.complete ? [...digest.snapshots, digest.tail()] : digest.snapshots;
  }

  /** What is alive at a moment, by stack: exact, with or without a digest, which only makes it quick. */
  snapshotAt(time: Milliseconds): LiveState {
    const { events } = this.history;
    return (this.#digest?.keyFrames ?? this.#nothing).stateAfter(events.eventsUpTo(events.pollAt(time)));
  }

  liveBytesAt(time: Milliseconds): Bytes {
    const poll = this.history.events.pollAt(time);
    return bytes(this.history.events.pollLive[poll] ?? 0);
  }

  /** What is alive at a moment as a call tree. */
  flameGraphAt(time: Milliseconds): Estimate {
    return estimateOf(this.history.stacks, this.snapshotAt(time));
  }

  flowGraphAt(time: Milliseconds, by: FlowUnit = 'function'): FlowGraph {
    return flowGraphOf(this.flameGraphAt(time).tree, by);
  }

  compareFlowGraphs(
    times: readonly Milliseconds[],
    by: FlowUnit = 'function',
    options: FlowPictureOptions = defaultPicture,
  ): FlowPicture {
    return flowPicture(
      times.map(time => this.flowGraphAt(time, by)),
      options,
    );
  }

  /** Plots what is alive of chosen functions or lines, poll by poll. */
  timePlot(lines: readonly PlotLine[], range: TimeRange = this.whole): TimePlot {
    return timePlotOf(this.history, range, this.snapshotAt(range.from), lines);
  }

  /** Everything that was recorded. */
  get whole(): TimeRange {
    return { from: milliseconds(0), to: this.elapsedTime };
  }

  allocatedIn(range: TimeRange): Estimate {
    return allocatedIn(this.history, range);
  }

  collectedIn(range: TimeRange): Estimate {
    return collectedIn(this.history, range);
  }

  /** Allocated in the range and alive at its end. */
  keptOf(range: TimeRange): Estimate {
    return keptOf(this.history, range);
  }

  /** Allocated in the range and gone at its end. @param lifetime only what was gone after so long at most. */
  temporaryIn(range: TimeRange, lifetime?: Milliseconds): Estimate {
    return temporaryIn(this.history, range, lifetime);
  }

  keptAndChurn(range: TimeRange): KeptAndChurn {
    return keptAndChurn(this.history, range);
  }

  changeIn(range: TimeRange): Change {
    return changeOf(this.history, range, this.#before(range.from), this.snapshotAt(range.to));
  }

  peakIn(range: TimeRange = this.whole): { time: Milliseconds; total: Bytes } {
    return peakOf(this.history, range);
  }

  /** At the start of a range: one from 0 on starts with nothing, even where the first poll is at 0. */
  #before(time: Milliseconds): LiveState {
    return time <= 0 ? this.#nothing.stateAfter(0) : this.snapshotAt(time);
  }
}
