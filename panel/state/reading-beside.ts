import { type ReadonlySignal, signal } from '@preact/signals';
import * as Comlink from 'comlink';
import { reportOf } from '../../src/errors/heapscope-error.ts';
import type { Progress } from '../../src/snapshot/progress.ts';
import type { Outcome } from '../outcome.ts';
import type { SnapshotListener } from '../snapshot-worker/contract.ts';

/** Reads other snapshots beside the shown one, one request at a time: tells how far it is, and can be given up. */
export class ReadingBeside {
  readonly #now = signal<{ readonly progress: Progress | null } | null>(null);
  /** Changes with each request, and when one is given up. */
  #request = 0;

  /** Null while nothing is read. */
  get now(): ReadonlySignal<{ readonly progress: Progress | null } | null> {
    return this.#now;
  }

  /** What the worker answers; null when nobody waits for it any longer. */
  async read<Value>(open: (listener: SnapshotListener) => Promise<Outcome<Value>>): Promise<Outcome<Value> | null> {
    const request = ++this.#request;
    const isWanted = () => request === this.#request;
    this.#now.value = { progress: null };
    const progress = (now: Progress) => {
      if (isWanted()) this.#now.value = { progress: now };
    };
    const outcome = await open(Comlink.proxy({ progress })).catch((error: unknown) => ({
      ok: false as const,
      error: reportOf(error),
    }));
    if (!isWanted()) return null;
    this.#now.value = null;
    return outcome;
  }

  /** Nobody waits for it any longer. */
  giveUp(): void {
    this.#request++;
    this.#now.value = null;
  }
}
