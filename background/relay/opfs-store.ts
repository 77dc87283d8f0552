import type { FileStore, StoredFile, WritableFile } from '../../src/captures/file-store.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { bytes, epochMilliseconds } from '../../src/units.ts';

/** Whoever reads along holds a file for some milliseconds at a time. */
const betweenAttempts = 10;
const mostAttempts = 500;

/** The origin-private file system, with synchronous writes: they exist in dedicated workers only, and are the fastest way to disk. */
export class OpfsStore implements FileStore {
  constructor(private readonly root: FileSystemDirectoryHandle) {}

  static async open(): Promise<OpfsStore> {
    return new OpfsStore(await navigator.storage.getDirectory());
  }

  async create(path: string): Promise<WritableFile> {
    const [folder, file] = split(path);
    const directory = await this.root.getDirectoryHandle(folder, { create: true });
    const entry = await directory.getFileHandle(file, { create: true });
    // Nobody else writes the file, but a panel may read along: a snapshot is parsed while it is being received.
    const handle = await entry.createSyncAccessHandle({ mode: 'readwrite-unsafe' });
    handle.truncate(0);
    return new OpfsFile(handle);
  }

  async read(path: string): Promise<Uint8Array | null> {
    const file = await this.file(path);
    return file && new Uint8Array(await file.arrayBuffer());
  }

  /** The file as a blob on disk, not in memory; null when there is none. */
  async file(path: string): Promise<File | null> {
    const [folder, name] = split(path);
    return await orNull(async () => {
      const directory = await this.root.getDirectoryHandle(folder);
      return await (await directory.getFileHandle(name)).getFile();
    });
  }

  async move(path: string, name: string): Promise<void> {
    const [folder, file] = split(path);
    const directory = await this.root.getDirectoryHandle(folder);
    const entry = await directory.getFileHandle(file);
    for (let attempt = 1; ; attempt++) {
      try {
        return await entry.move(name);
      } catch (error) {
        const beingRead = error instanceof DOMException && error.name === 'NoModificationAllowedError';
        if (!beingRead || attempt === mostAttempts) throw error;
        await new Promise(resolve => setTimeout(resolve, betweenAttempts));
      }
    }
  }

  async remove(path: string): Promise<void> {
    const [folder, name] = split(path);
    await orNull(async () => (await this.root.getDirectoryHandle(folder)).removeEntry(name));
  }

  async folders(): Promise<string[]> {
    const names: string[] = [];
    for await (const entry of this.root.values()) if (entry.kind === 'directory') names.push(entry.name);
    return names;
  }

  async files(folder: string): Promise<StoredFile[]> {
    const directory = await orNull(() => this.root.getDirectoryHandle(folder));
    const files: StoredFile[] = [];
    for await (const entry of directory?.values() ?? []) {
      if (entry.kind === 'directory') continue;
      const { name, size, lastModified } = await entry.getFile();
      files.push({ name, bytes: bytes(size), changedAt: epochMilliseconds(lastModified) });
    }
    return files;
  }

  async removeFolder(name: string): Promise<void> {
    await orNull(() => this.root.removeEntry(name, { recursive: true }));
  }
}

class OpfsFile implements WritableFile {
  #size = 0;

  constructor(private readonly handle: FileSystemSyncAccessHandle) {}

  get size(): number {
    return this.#size;
  }

  write(bytes: Uint8Array): void {
    const before = this.#size;
    try {
      let rest = bytes;
      while (rest.length > 0) {
        const written = this.#writeOnce(rest);
        this.#size += written;
        rest = rest.subarray(written);
      }
    } catch (error) {
      this.handle.truncate(before);
      this.#size = before;
      throw error;
    }
  }

  flush(): void {
    this.handle.flush();
  }

  close(): void {
    this.handle.close();
  }

  #writeOnce(bytes: Uint8Array): number {
    try {
      return this.handle.write(bytes as Uint8Array<ArrayBuffer>, { at: this.#size });
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'QuotaExceededError')
        throw new HeapscopeError('storage-full', {}, { cause });
      throw cause;
    }
  }
}

/** What `look` finds, null when it is not there. */
async function orNull<Found>(look: () => Promise<Found>): Promise<Found | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

function split(path: string): [folder: string, file: string] {
  const slash = path.indexOf('/');
  return [path.slice(0, slash), path.slice(slash + 1)];
}
