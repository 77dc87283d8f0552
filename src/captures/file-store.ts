/** A file that grows at its end. Everything written before `close` or `flush` is on disk afterwards. */
export interface WritableFile {
  /** Bytes written so far. */
  readonly size: number;
  /** @throws HeapscopeError `storage-full` when the quota is used up; what was written before stays. */
  write(bytes: Uint8Array): void;
  flush(): void;
  close(): void;
}

/** Where captures live: OPFS in the browser, a folder in Node. Paths are `folder/file`. */
export interface FileStore {
  /** Makes the file empty, and its folder when missing. */
  create(path: string): Promise<WritableFile>;
  /** The whole content; null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Names of the folders at the top. */
  folders(): Promise<string[]>;
  /** Removes a folder and what is in it. */
  removeFolder(name: string): Promise<void>;
}
