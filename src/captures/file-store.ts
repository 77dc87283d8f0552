import type { Bytes, EpochMilliseconds } from '../units.ts';

/** A file that grows at its end. Everything written before `close` or `flush` is on disk afterwards. */
export interface WritableFile {
  /** Bytes written so far. */
  readonly size: number;
  /** Writes all of `bytes` or nothing of them. @throws HeapscopeError `storage-full` when the quota is used up; what was written before stays. */
  write(bytes: Uint8Array): void;
  flush(): void;
  close(): void;
}

export interface StoredFile {
  readonly name: string;
  readonly bytes: Bytes;
  readonly changedAt: EpochMilliseconds;
}

/** Where captures live: OPFS in the browser, a folder in Node. Paths are `folder/file`. */
export interface FileStore {
  /** Makes the file empty, and its folder when missing. */
  create(path: string): Promise<WritableFile>;
  /** The whole content; null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Gives a closed file another name in its folder; a file that has it is replaced, in one step. */
  move(path: string, name: string): Promise<void>;
  /** Removes a file; nothing when there is none. */
  remove(path: string): Promise<void>;
  /** Names of the folders at the top. */
  folders(): Promise<string[]>;
  /** What is in a folder; nothing when there is none. */
  files(folder: string): Promise<StoredFile[]>;
  /** Removes a folder and what is in it; nothing when there is none. */
  removeFolder(name: string): Promise<void>;
}
