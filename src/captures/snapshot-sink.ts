import type { Bytes } from '../units.ts';

/** Where the chunks of a heap snapshot or allocation timeline go, in order: never all of them in one string. */
export interface SnapshotSink {
  write(chunk: string): void;
  /** Settles when everything is safely stored, with the size of the file. Throws what went wrong while writing. */
  close(): Promise<Bytes>;
  /** Lets go of what was written: it is of no use, and whoever made the file removes it. */
  abort(): Promise<void>;
}
