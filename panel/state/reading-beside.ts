import { type ReadonlySignal, signal } from '@preact/signals';
import * as Comlink from 'comlink';
import { reportOf } from '../../src/errors/heapscope-error.ts';
import { type HostMemory, mayNotFit } from '../../src/snapshot/memory/host-memory.ts';
import type { Outlook } from '../../src/snapshot/memory/outlook.ts';
import type { Progress } from '../../src/snapshot/progress.ts';
import type { Bytes } from '../../src/units.ts';
import type { Outcome } from '../outcome.ts';
import type { SnapshotFile, SnapshotListener } from '../snapshot-worker/contract.ts';
import { hostMemory } from './host-memory.ts';

/** What is said of snapshots that may not fit into memory beside those that are open. */
export interface BesideQuestion {
  /** How many are to be read. */
  readonly count: number;
  readonly needed: Bytes;
  /** What snapshots that are open already hold. */
  readonly open: Bytes;
  readonly memory: HostMemory;
}

/** How far reading other snapshots is. */
export type BesidePhase =
  | { readonly kind: 'reading'; readonly progress: Progress | null }
  /** They may not fit into memory: a person decides whether they are read nevertheless. */
  | { readonly kind: 'asking'; readonly question: BesideQuestion };

export interface BesideHost {
  look(file: SnapshotFile): Promise<Outcome<Outlook | null>>;
  /** What snapshots that are open already hold. */
  open(): Bytes;
}

export interface BesideRequest<Value> {
  /** Puts away what was shown before. */
  prepare(): Promise<void>;
  readonly files: readonly SnapshotFile[];
  /** What reading them takes. */
  needed(outlooks: readonly Outlook[]): Bytes;
  read(listener: SnapshotListener): Promise<Outcome<Value>>;
}

/** Reads other snapshots beside the shown one, one request at a time: asks first when they may not fit, tells how far it is, and can be given up. */
export class ReadingBeside {
  readonly #now = signal<BesidePhase | null>(null);
  /** Changes with each request, and when one is given up. */
  #request = 0;
  /** Settles the question that is asked. */
  #answered = () => {};

  constructor(private readonly host: BesideHost) {}

  /** Null while nothing is read. */
  get now(): ReadonlySignal<BesidePhase | null> {
    return this.#now;
  }

  /** What the worker answers; null when nobody waits for it any longer. */
  async read<Value>({ prepare, files, needed, read }: BesideRequest<Value>): Promise<Outcome<Value> | null> {
    this.giveUp();
    const request = this.#request;
    const isWanted = () => request === this.#request;
    this.#now.value = { kind: 'reading', progress: null };
    const progress = (now: Progress) => {
      if (isWanted()) this.#now.value = { kind: 'reading', progress: now };
    };
    try {
      await prepare();
      if (!isWanted()) return null;
      const question = await this.#questionAbout(files, needed);
      if (!isWanted()) return null;
      if (question) await this.#ask(question);
      if (!isWanted()) return null;
      const outcome = await read(Comlink.proxy({ progress }));
      if (!isWanted()) return null;
      this.#now.value = null;
      return outcome;
    } catch (error) {
      if (!isWanted()) return null;
      this.#now.value = null;
      return { ok: false, error: reportOf(error) };
    }
  }

  /** Reads what it asks about. */
  goOn(): void {
    this.#now.value = { kind: 'reading', progress: null };
    this.#answered();
  }

  /** Nobody waits for it any longer. */
  giveUp(): void {
    this.#request++;
    this.#now.value = null;
    this.#answered();
  }

  /** Settles when a person wants it nevertheless, or gives it up. */
  #ask(question: BesideQuestion): Promise<void> {
    this.#now.value = { kind: 'asking', question };
    return new Promise(resolve => {
      this.#answered = resolve;
    });
  }

  /** Null when they fit; what is wrong with a file is said when all of it is read. */
  async #questionAbout(
    files: readonly SnapshotFile[],
    neededFor: BesideRequest<unknown>['needed'],
  ): Promise<BesideQuestion | null> {
    const looked = await Promise.all(files.map(file => this.host.look(file)));
    const needed = neededFor(looked.flatMap(outcome => (outcome.ok && outcome.value ? [outcome.value] : [])));
    const [memory, open] = [hostMemory(), this.host.open()];
    return mayNotFit(needed, memory, open) ? { count: files.length, needed, open, memory } : null;
  }
}
