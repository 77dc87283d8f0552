/** Synchronous file access exists in dedicated workers only, so TypeScript's DOM library leaves it out. */
interface FileSystemSyncAccessHandle {
  write(buffer: Uint8Array<ArrayBuffer>, options?: { at: number }): number;
  read(buffer: Uint8Array<ArrayBuffer>, options?: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
interface FileSystemFileHandle {
  createSyncAccessHandle(options?: {
    mode: 'readwrite' | 'read-only' | 'readwrite-unsafe';
  }): Promise<FileSystemSyncAccessHandle>;
  /** In the private file system only: gives the file another name, in place of a file that has it. */
  move(name: string): Promise<void>;
}
