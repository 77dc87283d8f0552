import { type Bytes, bytes } from '../units.ts';
import type { FileStore, WritableFile } from './file-store.ts';

const unfinished = '.part';

/** What a file is called until it is whole. */
export const unfinishedName = (name: string): string => name + unfinished;

/** Whether a file is still being written, or was when its writer ended. */
export const isUnfinished = (name: string): boolean => name.endsWith(unfinished);

/** A file that has its name only when it is whole: until then it stands beside, and whatever has the name stays. */
export class WholeFile {
  private constructor(
    private readonly store: FileStore,
    private readonly path: string,
    private readonly file: WritableFile,
  ) {}

  static async create(store: FileStore, path: string): Promise<WholeFile> {
    return new WholeFile(store, path, await store.create(path + unfinished));
  }

  /** @throws HeapscopeError `storage-full` */
  write(content: Uint8Array): void {
    this.file.write(content);
  }

  /** Gives the file its name; answers its size. */
  async finish(): Promise<Bytes> {
    this.file.flush();
    this.file.close();
    await this.store.move(this.path + unfinished, this.path.slice(this.path.indexOf('/') + 1));
    return bytes(this.file.size);
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    this.file.close();
    await this.store.remove(this.path + unfinished);
  }
}

/** Writes a file at once. Answers its size; leaves nothing behind when it fails. */
export async function writeWhole(store: FileStore, path: string, content: Uint8Array): Promise<Bytes> {
  const file = await WholeFile.create(store, path);
  try {
    file.write(content);
  } catch (error) {
    await file.discard();
    throw error;
  }
  return await file.finish();
}
