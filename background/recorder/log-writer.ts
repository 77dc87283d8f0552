import type { WritableFile } from '../../src/captures/file-store.ts';
import type { Clock } from '../../src/clock.ts';
import { BlockWriter, encodeHeader, type LogMeta } from '../../src/recording/log.ts';
import type { Row } from '../../src/recording/rows.ts';
import { type Bytes, bytes, milliseconds } from '../../src/units.ts';

/** A crash loses at most what came in this long, and not more than this. */
const blockEvery = milliseconds(1000);
const largestBlock = bytes(256 * 1024);

/** Appends rows to a recording's log, in blocks that are whole or not there. After a row or block that could not be written nothing follows. */
export class LogWriter {
  readonly #block = new BlockWriter();
  #cancelTimer: (() => void) | null = null;
  #ended = false;

  constructor(
    private readonly file: WritableFile,
    private readonly clock: Clock,
    meta: LogMeta,
    private readonly failed: (error: unknown) => void,
  ) {
    try {
      file.write(encodeHeader(meta));
    } catch (error) {
      file.close();
      throw error;
    }
  }

  get size(): Bytes {
    return bytes(this.file.size);
  }

  append(row: Row): void {
    if (this.#ended) return;
    try {
      this.#block.add(row);
    } catch (error) {
      this.#breakOff(error);
      return;
    }
    if (this.#block.size >= largestBlock) this.#flushGuarded();
    else this.#cancelTimer ??= this.clock.after(blockEvery, () => this.#flushGuarded());
  }

  /** Writes what waits, and ends the file. */
  close(): void {
    try {
      this.#flush();
    } finally {
      this.#ended = true;
      this.file.close();
    }
  }

  /** What came before the row is written. Later rows may speak of what this one brought, and a reader would stop there. */
  #breakOff(error: unknown): void {
    this.#flushGuarded();
    this.#ended = true;
    this.failed(error);
  }

  #flushGuarded(): void {
    try {
      this.#flush();
    } catch (error) {
      this.failed(error);
    }
  }

  #flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#ended || this.#block.size === 0) return;
    try {
      this.file.write(this.#block.take());
      this.file.flush();
    } catch (error) {
      this.#ended = true;
      throw error;
    }
  }
}
