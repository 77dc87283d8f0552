import { type Milliseconds, milliseconds } from '../../units.ts';
import { fold, type Snapshot } from './fold.ts';
import type { History } from './history.ts';
import { KeyFrames } from './key-frames.ts';
import { LiveState } from './live-state.ts';

export interface DigestOptions {
  /** Time between two snapshots; whole milliseconds. */
  readonly timeInterval: Milliseconds;
  /** Share of the bytes of a snapshot that may stand as "(other)", from 0 to below 1. */
  readonly precision: number;
}

export const defaultDigest: DigestOptions = { timeInterval: milliseconds(1000), precision: 0.01 };

export interface TimedSnapshot extends Snapshot {
  readonly time: Milliseconds;
}

/** Stacks in all snapshots together, at 12 bytes each: with more, every other snapshot goes and the interval doubles. */
const mostEntries = 4_000_000;
/** What a snapshot without stacks takes, in entries. */
const perSnapshot = 8;
const entriesOf = ({ stack }: Snapshot): number => perSnapshot + stack.length;

/**
 * The overview of a history: snapshots at equal distances, rare stacks folded, and key frames from which any moment is quick to reach.
 * It follows the events in one pass and can stop and go on anywhere: what it has is always what the finished digest has up to there.
 */
export class Digest {
  readonly keyFrames: KeyFrames;
  readonly #live: LiveState;
  #snapshots: TimedSnapshot[] = [];
  #interval: Milliseconds;
  /** Number of polls that are in it. */
  #polls = 0;
  #entries = 0;

  /** @throws RangeError when the options are out of their range. */
  constructor(
    private readonly history: History,
    readonly options: DigestOptions = defaultDigest,
    private readonly most = mostEntries,
  ) {
    if (!(Number.isInteger(options.timeInterval) && options.timeInterval > 0)) {
      throw new RangeError('The interval of a digest is a whole number of milliseconds above 0.');
    }
    if (!(options.precision >= 0 && options.precision < 1)) {
      throw new RangeError('The precision of a digest is a share from 0 to below 1.');
    }
    this.#interval = options.timeInterval;
    this.#live = LiveState.empty(history.stacks.count);
    this.keyFrames = new KeyFrames(history);
  }

  /** Time between two snapshots: what was asked for, or twice, four times … that, where it would have taken too much room. */
  get interval(): Milliseconds {
    return this.#interval;
  }

  /** Whether it has everything that has happened so far. */
  get complete(): boolean {
    return this.#polls === this.history.events.pollCount;
  }

  /** Number n is the state at n · `interval`; the last is at or before the last poll it has. */
  get snapshots(): readonly TimedSnapshot[] {
    return this.#snapshots;
  }

  /** Follows the events. @param most how many, about; it ends with a whole poll. Returns whether it is complete. */
  advance(most = Number.POSITIVE_INFINITY): boolean {
    const { events } = this.history;
    const until = this.#live.event + most;
    const { pollTime, pollEnd } = events;
    while (this.#polls < pollTime.length && this.#live.event < until) {
      this.#snapshotsBefore(pollTime[this.#polls] as number);
      this.#live.moveTo(pollEnd[this.#polls] as number, events, this.history.stacks.count);
      this.#polls++;
      this.keyFrames.offer(this.#live);
    }
    return this.complete;
  }

  /** What is alive now, as the last snapshot of a digest that ends here. */
  tail(): TimedSnapshot {
    const last = this.#polls - 1;
    const time = milliseconds(last < 0 ? 0 : (this.history.events.pollTime[last] as number));
    return { time, ...fold(this.#live.bytes, this.options.precision) };
  }

  /** Takes the snapshots that are due before a poll at `time`: events of one time are in a snapshot all or not at all. */
  #snapshotsBefore(time: number): void {
    let folded: Snapshot | null = null;
    for (let due = this.#due(); due < time; due = this.#due()) {
      // Between two polls nothing happens that is known.
      folded ??= fold(this.#live.bytes, this.options.precision);
      this.#snapshots.push({ time: milliseconds(due), ...folded });
      this.#entries += entriesOf(folded);
      if (this.#entries > this.most && this.#snapshots.length > 2) this.#widen();
    }
  }

  #due(): number {
    return this.#snapshots.length * this.#interval;
  }

  #widen(): void {
    this.#interval = milliseconds(this.#interval * 2);
    this.#snapshots = this.#snapshots.filter((_, number) => number % 2 === 0);
    this.#entries = this.#snapshots.reduce((sum, snapshot) => sum + entriesOf(snapshot), 0);
  }
}
