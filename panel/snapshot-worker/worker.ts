/** The worker of one snapshot: reads its file from the library and answers the views. Ending the worker frees all its memory at once. */
import * as Comlink from 'comlink';
import type { Frame } from '../../src/calltree/frame.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { ClassRow } from '../../src/snapshot/class-table.ts';
import { aggregate } from '../../src/snapshot/classes/aggregate.ts';
import { buildClasses } from '../../src/snapshot/classes/build-classes.ts';
import { readPast } from '../../src/snapshot/leaks/past-snapshot.ts';
import { namingMemory } from '../../src/snapshot/memory/memory-short.ts';
import { type Outlook, outlookOf } from '../../src/snapshot/memory/outlook.ts';
import { type OpenSnapshot, openSnapshot } from '../../src/snapshot/open-snapshot.ts';
import type { ParseOptions } from '../../src/snapshot/parse/snapshot-parser.ts';
import type { SizeClasses } from '../../src/snapshot/queries/size-classes.ts';
import type { SnapshotSummary } from '../../src/snapshot/summary/snapshot-summary.ts';
import { summarize } from '../../src/snapshot/summary/summarize.ts';
import { libraryFile } from '../library-file.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { arrivingChunks, chunksOf, isArriving } from './arriving-file.ts';
import type {
  LeakOverview,
  ListHandle,
  ListOrder,
  ListRow,
  ListSpec,
  ObjectRef,
  ObjectTable,
  PastFiles,
  RealmInfo,
  SnapshotApi,
  SnapshotFile,
  SnapshotInfo,
  SnapshotListener,
} from './contract.ts';
import { SnapshotSession } from './session.ts';
import { watchFor } from './watch.ts';

class SnapshotWorker implements SnapshotApi {
  #session: SnapshotSession | null = null;
  #isWarm = false;
  /** For each purpose, what ends the reading of other snapshots beside the shown one. */
  readonly #reading: Record<'comparison' | 'leaks', AbortController> = {
    comparison: new AbortController(),
    leaks: new AbortController(),
  };

  look(file: SnapshotFile): Promise<Outcome<Outlook | null>> {
    return opening(file.name, () => readFile(file, outlookOf));
  }

  summarize(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<SnapshotSummary>> {
    return opening(file.name, () =>
      readFile(file, (chunks, options) => summarize(chunks, options, watchFor(listener))),
    );
  }

  open(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<SnapshotInfo>> {
    return opening(file.name, async () => {
      this.#session = new SnapshotSession(await read(file, listener));
      return this.#session.info();
    });
  }

  openBase(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<void>> {
    this.closeBase();
    const { signal } = this.#reading.comparison;
    // The one before has gone first: there may be no room for three.
    return opening(file.name, async () => this.#open.compareWith(await read(file, listener, signal)));
  }

  closeBase(): void {
    this.#readInstead('comparison');
    this.#open.compareWith(null);
  }

  openTrend(files: readonly SnapshotFile[], shown: number, listener: SnapshotListener): Promise<Outcome<void>> {
    this.closeBase();
    const { signal } = this.#reading.comparison;
    return opening('so many snapshots', async () => {
      const { snapshot } = this.#open;
      const tables: ClassRow[][] = [];
      for (const [i, file] of files.entries()) {
        const other = i === shown ? snapshot : await read(file, listener, signal);
        const classes = i === shown ? snapshot.classes : buildClasses(other.graph, snapshot.classes.interfaces);
        tables.push(aggregate(other.graph, classes));
      }
      this.#open.followTrend(tables);
    });
  }

  findLeaks({ baseline, target }: PastFiles, listener: SnapshotListener): Promise<Outcome<LeakOverview>> {
    const watch = watchFor(listener, this.#readInstead('leaks'));
    const past = (file: SnapshotFile) => readFile(file, (chunks, options) => readPast(chunks, options, watch));
    return opening(baseline.name, async () => this.#open.findLeaks(await past(baseline), await past(target), watch));
  }

  forgetLeaks(): void {
    this.#readInstead('leaks');
    this.#open.forgetLeaks();
  }

  list(spec: ListSpec, order: ListOrder): ListHandle {
    return this.#open.list(spec, order);
  }

  rows(list: number, from: number, count: number): readonly ListRow[] {
    const session = this.#open;
    const rows = session.rows(list, from, count);
    if (!this.#isWarm) inTasks(session.warmUp());
    this.#isWarm = true;
    return rows;
  }

  placeOf(list: number, id: number): number {
    return this.#open.placeOf(list, id);
  }

  close(list: number): void {
    this.#open.close(list);
  }

  pathTo(table: ObjectTable, object: ObjectRef): readonly number[] | null {
    return this.#open.pathTo(table, object);
  }

  ignoreRetainers(nodes: readonly number[]): void {
    this.#open.ignoreRetainers(nodes);
  }

  realms(): readonly RealmInfo[] {
    return this.#open.realms();
  }

  sizeClasses(traceNodeIds: readonly number[] | null): SizeClasses {
    return this.#open.sizeClasses(traceNodeIds);
  }

  stackOf(object: ObjectRef): readonly Frame[] {
    return this.#open.stackOf(object);
  }

  placeInSource(object: ObjectRef): Frame | null {
    return this.#open.placeInSource(object);
  }

  get #open(): SnapshotSession {
    if (!this.#session) throw new HeapscopeError('unexpected', { message: 'the snapshot is not open yet' });
    return this.#session;
  }

  #readInstead(purpose: 'comparison' | 'leaks'): AbortSignal {
    this.#reading[purpose].abort();
    this.#reading[purpose] = new AbortController();
    return this.#reading[purpose].signal;
  }
}

async function read(file: SnapshotFile, listener: SnapshotListener, signal?: AbortSignal): Promise<OpenSnapshot> {
  const watch = watchFor(listener, signal);
  return await readFile(file, (chunks, options) => openSnapshot(chunks, options, watch));
}

/** Reads a file of the library, while it is still being received if need be: then its size is not known yet. */
async function readFile<Result>(
  file: SnapshotFile,
  reader: (chunks: AsyncIterable<Uint8Array>, options: ParseOptions) => Promise<Result>,
): Promise<Result> {
  if (await isArriving(file)) return await reader(arrivingChunks(file), { file: file.name });
  const content = await libraryFile(file.captureId, file.name);
  return await reader(chunksOf(content), { file: file.name, byteLength: content.size });
}

/** Each step in a task of its own: answers are on their way before, and questions are heard in between. */
function inTasks(steps: Iterator<void>): void {
  setTimeout(() => {
    if (!steps.next().done) inTasks(steps);
  });
}

/** @param what is opened, for the error that there is no memory. */
function opening<Value>(what: string, task: () => Promise<Value>): Promise<Outcome<Value>> {
  return outcomeOf(() => namingMemory(what, task));
}

Comlink.expose(new SnapshotWorker());
