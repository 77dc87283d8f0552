import { HeapscopeError } from '../errors/heapscope-error.ts';
import { utf8 } from '../utf8.ts';
import type { CaptureSummary } from './capture-summary.ts';
import type { FileStore } from './file-store.ts';
import { pathIn, summaryFile } from './paths.ts';
import { readSummary } from './read-summary.ts';
import { summaryFromFiles } from './recover.ts';
import { writeWhole } from './whole-file.ts';

export { logFile, pathIn } from './paths.ts';

const recovered = 'Its description was lost or damaged, and was made again from its files.';

/** What belongs to the user: whoever records keeps his hands off it. */
export type UserFields = Pick<CaptureSummary, 'name' | 'note' | 'removed'>;

/**
 * The captures in a store, one folder each. The store is read once; from then on the descriptions are kept in memory, so that a list is
 * quick to make and a full disk hides no capture.
 */
export class CaptureLibrary {
  #captures: Promise<Map<string, CaptureSummary>> | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: FileStore) {}

  /** Keeps what is known of a capture now. Name, note and removal stay as the user has left them. */
  async save(summary: CaptureSummary): Promise<void> {
    const before = (await this.#known()).get(summary.id);
    await this.#keep(before ? { ...summary, ...userFields(before) } : summary);
  }

  /** @throws HeapscopeError `capture-missing`; `storage-full`: then the change lasts until the background ends. */
  async change(id: string, change: Partial<UserFields>): Promise<void> {
    const before = await this.find(id);
    if (!before) throw new HeapscopeError('capture-missing', { id });
    await this.#keep({ ...before, ...change });
  }

  /** Null when there is none. */
  async find(id: string): Promise<CaptureSummary | null> {
    return (await this.#known()).get(id) ?? (await this.#read(id));
  }

  /** Newest first, without the removed. What cannot be read does not keep the others from being listed. */
  async list(): Promise<CaptureSummary[]> {
    return (await this.#all()).filter(({ removed }) => !removed);
  }

  /** Deleted by the user, but still there. */
  async listRemoved(): Promise<CaptureSummary[]> {
    return (await this.#all()).filter(({ removed }) => removed);
  }

  /** Removes a capture and its files for good. */
  async purge(id: string): Promise<void> {
    const captures = await this.#known();
    await this.#inTurn(() => this.store.removeFolder(id));
    captures.delete(id);
  }

  async #all(): Promise<CaptureSummary[]> {
    return [...(await this.#known()).values()].sort((a, b) => b.startedAt - a.startedAt);
  }

  #known(): Promise<Map<string, CaptureSummary>> {
    this.#captures ??= this.#load();
    return this.#captures;
  }

  async #load(): Promise<Map<string, CaptureSummary>> {
    const found = await Promise.all(
      (await this.store.folders()).map(async id => (await this.#read(id)) ?? (await this.#recover(id))),
    );
    return new Map(found.filter(summary => summary !== null).map(summary => [summary.id, summary]));
  }

  async #read(id: string): Promise<CaptureSummary | null> {
    try {
      const content = await this.store.read(pathIn(id, summaryFile));
      const summary = content && readSummary(utf8.decode(content), summaryFile);
      return summary?.id === id ? summary : null;
    } catch {
      return null;
    }
  }

  #recover(id: string): Promise<CaptureSummary | null> {
    return summaryFromFiles(this.store, id, recovered).catch(() => null);
  }

  /** In memory first: a capture whose description cannot be written is one all the same. */
  async #keep(summary: CaptureSummary): Promise<void> {
    (await this.#known()).set(summary.id, summary);
    const content = new TextEncoder().encode(JSON.stringify(summary));
    await this.#inTurn(() => writeWhole(this.store, pathIn(summary.id, summaryFile), content));
  }

  /** One file of this library at a time: two that take the same name would be in each other's way. */
  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#writing.then(task);
    this.#writing = result.catch(() => {});
    return result;
  }
}

const userFields = ({ name, note, removed }: CaptureSummary): UserFields => ({ name, note, removed });
