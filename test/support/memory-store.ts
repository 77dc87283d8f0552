import type { FileStore, WritableFile } from '../../src/captures/file-store.ts';

/** A file store that is gone with the test. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, Uint8Array>();

  async create(path: string): Promise<WritableFile> {
    const { files } = this;
    files.set(path, new Uint8Array(0));
    const content = () => files.get(path) ?? new Uint8Array(0);
    return {
      get size() {
        return content().length;
      },
      write(bytes) {
        files.set(path, Uint8Array.from([...content(), ...bytes]));
      },
      flush() {},
      close() {},
    };
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.files.get(path) ?? null;
  }

  async folders(): Promise<string[]> {
    return [...new Set([...this.files.keys()].map(path => path.split('/')[0] ?? ''))];
  }

  async removeFolder(name: string): Promise<void> {
    for (const path of this.files.keys()) if (path.startsWith(`${name}/`)) this.files.delete(path);
  }
}
