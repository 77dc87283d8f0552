/** The worker of one snapshot: reads its file from the library and answers the views. Ending the worker frees all its memory at once. */
import * as Comlink from 'comlink';
import type { Frame } from '../../src/calltree/frame.ts';
import { HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import { openSnapshot } from '../../src/snapshot/open-snapshot.ts';
import type { Progress, Watch } from '../../src/snapshot/progress.ts';
import type {
  ListHandle,
  ListOrder,
  ListRow,
  ListSpec,
  ObjectRef,
  Outcome,
  SnapshotApi,
  SnapshotFile,
  SnapshotInfo,
  SnapshotListener,
} from './contract.ts';
import { SnapshotSession } from './session.ts';

/** A person reads no faster. */
const progressEvery = 100;

class SnapshotWorker implements SnapshotApi {
  #session: SnapshotSession | null = null;

  async open(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<SnapshotInfo>> {
    try {
      const content = await fileOf(file);
      const options = { file: file.name, byteLength: content.size };
      this.#session = new SnapshotSession(await openSnapshot(chunksOf(content), options, watchFor(listener)));
      return { ok: true, value: this.#session.info() };
    } catch (error) {
      return { ok: false, error: reportOf(error) };
    }
  }

  list(spec: ListSpec, order: ListOrder): ListHandle {
    return this.#open.list(spec, order);
  }

  rows(list: number, from: number, count: number): readonly ListRow[] {
    return this.#open.rows(list, from, count);
  }

  placeOf(list: number, id: number): number {
    return this.#open.placeOf(list, id);
  }

  close(list: number): void {
    this.#open.close(list);
  }

  placeInSource(object: ObjectRef): Frame | null {
    return this.#open.placeInSource(object);
  }

  get #open(): SnapshotSession {
    if (!this.#session) throw new HeapscopeError('unexpected', { message: 'the snapshot is not open yet' });
    return this.#session;
  }
}

/** Tells of each new stage at once, and of its progress now and then. */
function watchFor(listener: SnapshotListener): Watch {
  let stage: Progress['stage'] | null = null;
  let last = 0;
  return {
    onProgress(progress) {
      const now = performance.now();
      if (progress.stage === stage && now - last < progressEvery) return;
      stage = progress.stage;
      last = now;
      listener.progress(progress);
    },
  };
}

/** A file of the library, from the file system that panel and background share. */
async function fileOf({ captureId, name }: SnapshotFile): Promise<File> {
  try {
    const root = await navigator.storage.getDirectory();
    return await (await (await root.getDirectoryHandle(captureId)).getFileHandle(name)).getFile();
  } catch (cause) {
    throw new HeapscopeError('capture-missing', { id: captureId }, { cause });
  }
}

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) yield value;
}

Comlink.expose(new SnapshotWorker());
