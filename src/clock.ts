import type { EpochMilliseconds, Milliseconds } from './units.ts';

/** Time as the engine sees it: handed in by the host, so that a test can hold it in its hand. */
export interface Clock {
  now(): EpochMilliseconds;
  /** Calls `task` once after `delay`; the returned function cancels it. */
  after(delay: Milliseconds, task: () => void): () => void;
}

/** What a task comes to; null when it takes longer than `limit`, and it then goes on by itself. */
export async function within<Result>(clock: Clock, limit: Milliseconds, task: Promise<Result>): Promise<Result | null> {
  let cancelTimer = () => {};
  const late = new Promise<null>(resolve => {
    cancelTimer = clock.after(limit, () => resolve(null));
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    cancelTimer();
  }
}
