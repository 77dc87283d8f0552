import type { Row } from './rows.ts';

/**
 * Puts the rows of a log and those that are published while it is written into one sequence, each once and in order.
 * Both number the rows of a recording from 0; the log is a little behind.
 */
export class JoinedRows {
  #inLog = 0;
  #next = 0;
  /** Rows that came before those they follow, by their numbers. */
  readonly #waiting = new Map<number, Row>();

  constructor(private readonly take: (row: Row) => void) {}

  /** Number of rows that have been taken. */
  get count(): number {
    return this.#next;
  }

  /** Whether rows wait for earlier ones, which the log will have. */
  get hasGap(): boolean {
    return this.#waiting.size > 0;
  }

  /** The next row of the log. */
  logged(row: Row): void {
    this.#offer(this.#inLog++, row);
  }

  /** @param first the number of the first of `rows`. */
  published(first: number, rows: readonly Row[]): void {
    rows.forEach((row, at) => {
      this.#offer(first + at, row);
    });
  }

  #offer(number: number, row: Row): void {
    if (number < this.#next) return;
    if (number > this.#next) {
      this.#waiting.set(number, row);
      return;
    }
    let next: Row | undefined = row;
    while (next) {
      this.take(next);
      this.#waiting.delete(this.#next++);
      next = this.#waiting.get(this.#next);
    }
  }
}
