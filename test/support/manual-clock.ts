import type { Clock } from '../../src/clock.ts';
import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from '../../src/units.ts';

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: number;
  #timers: Timer[] = [];

  constructor(start = 1_700_000_000_000) {
    this.#now = start;
  }

  now(): EpochMilliseconds {
    return epochMilliseconds(this.#now);
  }

  after(delay: Milliseconds, task: () => void): () => void {
    const timer = { at: this.#now + delay, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** How long each waiting task still has to wait, shortest first. */
  get waiting(): number[] {
    return this.#timers.map(timer => timer.at - this.#now).sort((a, b) => a - b);
  }

  /** Moves time without running tasks: what a busy page does to an answer. */
  pass(time: number): void {
    this.#now += time;
  }

  /** Moves time and runs what comes due, each at its own time, letting what it started settle. */
  async advance(time: number): Promise<void> {
    const end = this.#now + time;
    for (let next = this.#nextBefore(end); next; next = this.#nextBefore(end)) {
      this.#timers = this.#timers.filter(other => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await settle();
    }
    this.#now = Math.max(this.#now, end);
  }

  #nextBefore(end: number): Timer | undefined {
    return this.#timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every promise that can settle do so. */
export function settle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
