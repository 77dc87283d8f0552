import { type ReadonlySignal, signal } from '@preact/signals';
import type { ErrorReport } from '../../src/errors/heapscope-error.ts';
import { bytes } from '../../src/units.ts';
import type { Outcome } from '../outcome.ts';
import type { LeakOverview, PastFiles, SnapshotListener } from '../snapshot-worker/contract.ts';
import { type BesideHost, ReadingBeside } from './reading-beside.ts';

/** The two earlier snapshots as far as they are chosen. */
export type PastChoice = { readonly [Which in keyof PastFiles]: PastFiles[Which] | null };

export interface LeakSearchHost extends BesideHost {
  find(past: PastFiles, listener: SnapshotListener): Promise<Outcome<LeakOverview>>;
  /** Ends what is being read, and forgets what was found. */
  stop(): Promise<void>;
  /** Told when there is something to list, or nothing any longer. */
  changed(): Promise<void>;
}

/** What a search came to. */
export type LeakResult =
  | { readonly kind: 'found'; readonly overview: LeakOverview }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** A search for what came with an action and stayed after it was undone; the shown snapshot is the last of the three. */
export class LeakSearch {
  readonly reading: ReadingBeside;
  readonly #chosen = signal<PastChoice | null>(null);
  readonly #result = signal<LeakResult | null>(null);

  constructor(private readonly host: LeakSearchHost) {
    this.reading = new ReadingBeside(host);
  }

  /** Null while nobody has chosen. */
  get chosen(): ReadonlySignal<PastChoice | null> {
    return this.#chosen;
  }

  /** Null before a search, and when another snapshot was chosen since. */
  get result(): ReadonlySignal<LeakResult | null> {
    return this.#result;
  }

  async choose(past: PastChoice): Promise<void> {
    this.#chosen.value = past;
    await this.stop();
  }

  async find(past: PastFiles): Promise<void> {
    this.#chosen.value = past;
    this.#result.value = null;
    const outcome = await this.reading.read({
      prepare: () => this.host.changed(),
      files: [past.baseline, past.target],
      needed: outlooks => bytes(outlooks.reduce((sum, { forIds }) => sum + forIds, 0)),
      read: listener => this.host.find(past, listener),
    });
    if (!outcome) return;
    this.#result.value = outcome.ok
      ? { kind: 'found', overview: outcome.value }
      : { kind: 'failed', error: outcome.error };
    await this.host.changed();
  }

  async stop(): Promise<void> {
    this.reading.giveUp();
    this.#result.value = null;
    await this.host.stop();
    await this.host.changed();
  }
}
