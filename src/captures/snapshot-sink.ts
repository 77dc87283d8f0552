import type { Bytes } from '../units.ts';

/** Where the chunks of a heap snapshot or allocation timeline go, in order: never all of them in one string. */
export interface SnapshotSink {
  write(chunk: string): void;
  /** Settles when everything is safely stored, with the size of the file. Throws what went wrong while writing. */
  close(): Promise<Bytes>;
  /** Removes what was written. */
  abort(): Promise<void>;
}
