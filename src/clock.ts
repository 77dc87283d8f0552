import type { EpochMilliseconds, Milliseconds } from './units.ts';

/** Time as the engine sees it: handed in by the host, so that a test can hold it in its hand. */
export interface Clock {
  now(): EpochMilliseconds;
  /** Calls `task` once after `delay`; the returned function cancels it. */
  after(delay: Milliseconds, task: () => void): () => void;
}
