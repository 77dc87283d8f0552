import type { CaptureFile } from '../../src/captures/capture-summary.ts';
import type { FileStore } from '../../src/captures/file-store.ts';
import { type CaptureLibrary, pathIn, type UserFields } from '../../src/captures/library.ts';
import { endedRecording, summaryFromFiles } from '../../src/captures/recover.ts';
import { isUnfinished } from '../../src/captures/whole-file.ts';
import type { Clock } from '../../src/clock.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';

/** Blocks of a log are a second apart. */
const interrupted = 'The browser or Heapscope ended while it was recorded: at most its last second is missing.';

/** Nobody writes a file for that long without a pause, in milliseconds. */
const abandonedAfter = 10 * 60_000;

export interface LibraryHost {
  readonly library: CaptureLibrary;
  readonly store: FileStore;
  readonly clock: Clock;
  /** The list has changed; settles when panels have been sent it. */
  changed(): Promise<void>;
}

/** What a person does with captures, and what is left to do for those that an earlier relay did not finish. */
export class LibraryService {
  constructor(private readonly host: LibraryHost) {}

  /** @param name empty for none. */
  async rename(captureId: string, name: string): Promise<void> {
    await this.#change(captureId, { name: name.trim() || null });
  }

  async note(captureId: string, note: string): Promise<void> {
    await this.#change(captureId, { note: note.trim() });
  }

  /** Takes captures out of the list; their files stay until they are purged. A capture that is being made stays. */
  async remove(captureIds: readonly string[]): Promise<void> {
    await this.#mark(captureIds, true);
  }

  async restore(captureIds: readonly string[]): Promise<void> {
    await this.#mark(captureIds, false);
  }

  /** Removes the files of removed captures: that cannot be undone. Those that are in the list stay. */
  async purge(captureIds: readonly string[]): Promise<void> {
    for (const { id } of await this.host.library.listRemoved())
      if (captureIds.includes(id)) await this.host.library.purge(id);
  }

  /**
   * Lists a file that a panel has put into a folder of its own.
   * @param fileName what it was called where it came from.
   */
  async adoptImport(captureId: string, file: CaptureFile, fileName: string): Promise<void> {
    const { library, store, clock } = this.host;
    const found = await summaryFromFiles(store, captureId, null);
    if (!found?.files.some(({ name }) => name === file.name))
      throw new HeapscopeError('capture-missing', { id: captureId });
    const startedAt = found.options ? found.startedAt : clock.now();
    await library.save({ ...found, name: fileName, origin: 'imported', startedAt });
    await this.host.changed();
  }

  /**
   * To be called once, before anything is recorded: recordings that an earlier relay left running have ended with it, what was deleted
   * in its time is purged, and so is what was never finished.
   */
  async adoptLeftovers(): Promise<void> {
    const { library, store } = this.host;
    // What cannot be read or written, as on a full disk, stays as it is: that is no reason for the relay not to start.
    for (const { id } of await library.listRemoved()) await library.purge(id).catch(() => {});
    for (const capture of await library.list())
      if (capture.state.kind === 'running')
        await endedRecording(store, capture, interrupted)
          .then(ended => library.save(ended))
          .catch(() => {});
    for (const folder of await store.folders()) await this.#clear(folder).catch(() => {});
  }

  async #mark(captureIds: readonly string[], removed: boolean): Promise<void> {
    const { library } = this.host;
    for (const id of captureIds) {
      const capture = await library.find(id);
      if (capture && capture.state.kind !== 'running') await library.change(id, { removed }).catch(unlessFull);
    }
    await this.host.changed();
  }

  async #change(captureId: string, change: Partial<UserFields>): Promise<void> {
    await this.host.library.change(captureId, change);
    await this.host.changed();
  }

  /** A panel that is open may be importing just now: what is new is let alone, or its next access would fail. */
  async #clear(folder: string): Promise<void> {
    const { store, clock } = this.host;
    const files = await store.files(folder);
    const abandoned = files.filter(file => isUnfinished(file.name) && clock.now() - file.changedAt > abandonedAfter);
    if (abandoned.length === 0) return;
    if (abandoned.length === files.length) return await store.removeFolder(folder);
    for (const { name } of abandoned) await store.remove(pathIn(folder, name));
  }
}

/** On a full disk the mark stands in memory alone: captures must be deletable all the more. */
function unlessFull(error: unknown): void {
  if (!(error instanceof HeapscopeError && error.code === 'storage-full')) throw error;
}
