import type { WritableFile } from '../../src/captures/file-store.ts';
import type { Clock } from '../../src/clock.ts';
import { encodeBlock, encodeHeader, type LogMeta } from '../../src/recording/log.ts';
import type { Row } from '../../src/recording/rows.ts';
import { milliseconds } from '../../src/units.ts';

/** A crash loses at most what came in this long. */
const blockEvery = milliseconds(1000);

/** Appends rows to a recording's log, in blocks that are whole or not there. */
export class LogWriter {
  #waiting: Row[] = [];
  #cancelTimer: (() => void) | null = null;

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

  append(row: Row): void {
    this.#waiting.push(row);
    this.#cancelTimer ??= this.clock.after(blockEvery, () => this.#flushGuarded());
  }

  /** Writes what waits, and ends the file. */
  close(): void {
    try {
      this.#flush();
    } finally {
      this.file.close();
    }
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
    if (this.#waiting.length === 0) return;
    const rows = this.#waiting;
    this.#waiting = [];
    this.file.write(encodeBlock(rows));
    this.file.flush();
  }
}
