import type { FileStore, StoredFile, WritableFile } from '../../src/captures/file-store.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { bytes, epochMilliseconds } from '../../src/units.ts';

/** A file store that is gone with the test. */
export class MemoryStore implements FileStore {
  /** Content by path. */
  readonly content = new Map<string, Uint8Array>();
  /** How many bytes all files together may have. */
  quota = Infinity;
  /** When all files were written. */
  changedAt = epochMilliseconds(0);

  async create(path: string): Promise<WritableFile> {
    this.content.set(path, new Uint8Array(0));
    const written = () => this.content.get(path) ?? new Uint8Array(0);
    return {
      get size() {
        return written().length;
      },
      write: added => {
        if (this.#used() + added.length > this.quota) throw new HeapscopeError('storage-full');
        const before = written();
        const after = new Uint8Array(before.length + added.length);
        after.set(before);
        after.set(added, before.length);
        this.content.set(path, after);
      },
      flush() {},
      close() {},
    };
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.content.get(path) ?? null;
  }

  async move(path: string, name: string): Promise<void> {
    const content = this.content.get(path);
    if (!content) throw new Error(`there is no ${path}`);
    this.content.delete(path);
    this.content.set(`${folderOf(path)}/${name}`, content);
  }

  async remove(path: string): Promise<void> {
    this.content.delete(path);
  }

  async folders(): Promise<string[]> {
    return [...new Set([...this.content.keys()].map(folderOf))];
  }

  async files(folder: string): Promise<StoredFile[]> {
    return [...this.content].flatMap(([path, content]) =>
      folderOf(path) === folder
        ? [{ name: path.slice(folder.length + 1), bytes: bytes(content.length), changedAt: this.changedAt }]
        : [],
    );
  }

  async removeFolder(name: string): Promise<void> {
    for (const path of this.content.keys()) if (folderOf(path) === name) this.content.delete(path);
  }

  #used(): number {
    return [...this.content.values()].reduce((sum, { length }) => sum + length, 0);
  }
}

const folderOf = (path: string): string => path.slice(0, path.indexOf('/'));
