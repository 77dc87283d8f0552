import { type ReadonlySignal, signal } from '@preact/signals';
import * as Comlink from 'comlink';
import { type ErrorReport, reportOf } from '../../src/errors/heapscope-error.ts';
import { type HostMemory, mayNotFit } from '../../src/snapshot/memory/host-memory.ts';
import type { Outlook } from '../../src/snapshot/memory/outlook.ts';
import type { Progress } from '../../src/snapshot/progress.ts';
import type { SnapshotSummary } from '../../src/snapshot/summary/snapshot-summary.ts';
import { type Bytes, bytes } from '../../src/units.ts';
import type { Outcome } from '../outcome.ts';
import type { SnapshotApi, SnapshotFile, SnapshotListener } from '../snapshot-worker/contract.ts';
import { hostMemory } from './host-memory.ts';
import { SnapshotState } from './snapshot-state.ts';

/** How far a snapshot is on its way from the disk to the views. */
export type SnapshotPhase =
  | { readonly kind: 'loading'; readonly progress: Progress | null }
  /** It may not fit into memory: a person decides whether it is opened nevertheless. */
  | { readonly kind: 'asking'; readonly outlook: Outlook; readonly memory: HostMemory; readonly open: Bytes }
  | { readonly kind: 'ready'; readonly state: SnapshotState }
  | { readonly kind: 'summary'; readonly summary: SnapshotSummary }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'cancelled' };

const known = signal<ReadonlyMap<string, number>>(new Map());
/** For each capture that has been open, the highest id of its objects: the border between what is older and what is younger. */
export const knownSnapshots: ReadonlySignal<ReadonlyMap<string, number>> = known;

/** A worker and its end of the contract, made once: Comlink ends the connection with the first of several that is collected. */
interface Opener {
  readonly worker: Worker;
  readonly api: Comlink.Remote<SnapshotApi>;
}

/** A snapshot in a worker of its own. */
export class SnapshotClient {
  readonly #phase = signal<SnapshotPhase>({ kind: 'loading', progress: null });
  #opener: Opener | null = null;
  /** Null where the head of the file says nothing. */
  #outlook: Outlook | null = null;

  constructor(readonly file: SnapshotFile) {
    void this.open();
  }

  get phase(): ReadonlySignal<SnapshotPhase> {
    return this.#phase;
  }

  /** What the snapshot holds once it is open, with the one that it is compared with. */
  get held(): Bytes {
    const phase = this.#phase.value;
    return bytes(phase.kind === 'ready' ? (this.#outlook?.kept ?? 0) + phase.state.heldByBase : 0);
  }

  /** Looks at the file and opens it, unless it may not fit into memory: then it asks. */
  async open(): Promise<void> {
    const opener = this.#start();
    // What is wrong with a file is said when all of it is read.
    const outlook = await this.#result(opener, api => api.look(this.file));
    if (opener !== this.#opener) return;
    const memory = hostMemory();
    this.#outlook = outlook;
    const others = memoryHeld();
    if (outlook && mayNotFit(outlook.needed, memory, others))
      this.#phase.value = { kind: 'asking', outlook, memory, open: others };
    else await this.#openIn(opener);
  }

  /** Opens the whole of it, whether it may fit or not. */
  async openWhole(): Promise<void> {
    await this.#openIn(this.#start());
  }

  /** Counts its classes, for which there is always memory. */
  async summarize(): Promise<void> {
    const summary = await this.#result(this.#start(), (api, listener) => api.summarize(this.file, listener));
    if (!summary) return;
    this.close();
    this.#phase.value = { kind: 'summary', summary };
  }

  /** Gives up loading; `open` begins anew. */
  cancel(): void {
    this.close();
    this.#phase.value = { kind: 'cancelled' };
  }

  /** Frees all memory. */
  close(): void {
    this.#opener?.worker.terminate();
    this.#opener = null;
  }

  /** A worker in the place of the one before, if there was one. */
  #start(): Opener {
    this.close();
    const worker = new Worker('snapshot-worker.js', { type: 'module', name: `Heapscope snapshot ${this.file.name}` });
    const opener = { worker, api: Comlink.wrap<SnapshotApi>(worker) };
    this.#opener = opener;
    this.#phase.value = { kind: 'loading', progress: null };
    worker.onerror = ({ message }) => {
      // A worker that does not even start says nothing.
      if (opener === this.#opener) this.#fail(reportOf(new Error(message || 'the worker for snapshots did not start')));
    };
    return opener;
  }

  async #openIn(opener: Opener): Promise<void> {
    const info = await this.#result(opener, (api, listener) => api.open(this.file, listener));
    if (!info) return;
    known.value = new Map([...known.value, [this.file.captureId, info.lastObjectId]]);
    this.#phase.value = { kind: 'ready', state: new SnapshotState(opener.api, info, memoryHeld) };
  }

  /** What a worker answers; null when it failed, or when nobody waits for it any longer. */
  async #result<Value>(
    opener: Opener,
    task: (api: Comlink.Remote<SnapshotApi>, listener: SnapshotListener) => Promise<Outcome<Value>>,
  ): Promise<Value | null> {
    const isCurrent = () => opener === this.#opener;
    const progress = (now: Progress) => {
      if (isCurrent() && this.#phase.value.kind === 'loading') this.#phase.value = { kind: 'loading', progress: now };
    };
    const outcome = await task(opener.api, Comlink.proxy({ progress }));
    if (!isCurrent()) return null;
    if (outcome.ok) return outcome.value;
    this.#fail(outcome.error);
    return null;
  }

  #fail(error: ErrorReport): void {
    this.close();
    this.#phase.value = { kind: 'failed', error };
  }
}

/** As many snapshots stay open as are compared at a glance: each may take gigabytes. */
const mostOpen = 2;
const open: SnapshotClient[] = [];

/** What all snapshots hold that are open. */
const memoryHeld = (): Bytes => bytes(open.reduce((sum, { held }) => sum + held, 0));

/** The snapshot in a file of the library: the one that is open already, or a new one in the place of the one that was shown longest ago. */
export function snapshotOf({ captureId, name }: SnapshotFile): SnapshotClient {
  const at = open.findIndex(({ file }) => file.captureId === captureId && file.name === name);
  const client = open.splice(at, at === -1 ? 0 : 1)[0] ?? new SnapshotClient({ captureId, name });
  open.push(client);
  if (open.length > mostOpen) open.shift()?.close();
  return client;
}
