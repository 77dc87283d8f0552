import { type ReadonlySignal, signal } from '@preact/signals';
import * as Comlink from 'comlink';
import { type ErrorReport, reportOf } from '../../src/errors/heapscope-error.ts';
import type { Progress } from '../../src/snapshot/progress.ts';
import type { SnapshotApi, SnapshotFile } from '../snapshot-worker/contract.ts';
import { SnapshotState } from './snapshot-state.ts';

/** How far a snapshot is on its way from the disk to the views. */
export type SnapshotPhase =
  | { readonly kind: 'loading'; readonly progress: Progress | null }
  | { readonly kind: 'ready'; readonly state: SnapshotState }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'cancelled' };

const known = signal<ReadonlyMap<string, number>>(new Map());
/** For each capture that has been open, the highest id of its objects: the border between what is older and what is younger. */
export const knownSnapshots: ReadonlySignal<ReadonlyMap<string, number>> = known;

/** A snapshot in a worker of its own. */
export class SnapshotClient {
  readonly #phase = signal<SnapshotPhase>({ kind: 'loading', progress: null });
  #worker: Worker | null = null;

  constructor(readonly file: SnapshotFile) {
    void this.open();
  }

  get phase(): ReadonlySignal<SnapshotPhase> {
    return this.#phase;
  }

  /** Reads the file, from the start. */
  async open(): Promise<void> {
    const worker = new Worker('snapshot-worker.js', { type: 'module', name: `Heapscope snapshot ${this.file.name}` });
    this.#worker = worker;
    const api = Comlink.wrap<SnapshotApi>(worker);
    const isCurrent = () => worker === this.#worker;
    this.#phase.value = { kind: 'loading', progress: null };
    worker.onerror = ({ message }) => {
      // A worker that does not even start says nothing.
      if (isCurrent()) this.#fail(reportOf(new Error(message || 'the worker for snapshots did not start')));
    };
    const progress = (now: Progress) => {
      if (isCurrent() && this.#phase.value.kind === 'loading') this.#phase.value = { kind: 'loading', progress: now };
    };
    const outcome = await api.open(this.file, Comlink.proxy({ progress }));
    if (!isCurrent()) return;
    if (!outcome.ok) return this.#fail(outcome.error);
    known.value = new Map([...known.value, [this.file.captureId, outcome.value.lastObjectId]]);
    this.#phase.value = { kind: 'ready', state: new SnapshotState(api, outcome.value) };
  }

  /** Gives up loading; `open` begins anew. */
  cancel(): void {
    this.close();
    this.#phase.value = { kind: 'cancelled' };
  }

  /** Frees all memory. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #fail(error: ErrorReport): void {
    this.close();
    this.#phase.value = { kind: 'failed', error };
  }
}

/** As many snapshots stay open as are compared at a glance: each may take gigabytes. */
const mostOpen = 2;
const open: SnapshotClient[] = [];

/** The snapshot in a file of the library: the one that is open already, or a new one in the place of the one that was shown longest ago. */
export function snapshotOf({ captureId, name }: SnapshotFile): SnapshotClient {
  const at = open.findIndex(({ file }) => file.captureId === captureId && file.name === name);
  const client = open.splice(at, at === -1 ? 0 : 1)[0] ?? new SnapshotClient({ captureId, name });
  open.push(client);
  if (open.length > mostOpen) open.shift()?.close();
  return client;
}
