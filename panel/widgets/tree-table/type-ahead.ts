/** How far a search looks, so that a key press in a table of a million rows stays short. */
const searchedRows = 100_000;
/** After this pause, in milliseconds, the next letter starts a new word. */
const pause = 1000;

/** Remembers letters typed quickly one after another and finds the next row that begins with them. */
export class TypeAhead {
  #word = '';
  #lastTime = Number.NEGATIVE_INFINITY;

  /** The row to select for `letter` typed at `time` (milliseconds) on `row`, or -1. The same letter again walks through its rows. */
  find(letter: string, time: number, row: number, rowCount: number, text: (row: number) => string): number {
    const continues = time - this.#lastTime < pause;
    this.#lastTime = time;
    const typed = letter.toLowerCase();
    this.#word = continues && this.#word !== typed ? this.#word + typed : typed;
    const first = this.#word.length === 1 ? row + 1 : Math.max(row, 0);
    for (let step = 0; step < Math.min(rowCount, searchedRows); step++) {
      const candidate = (first + step) % rowCount;
      if (text(candidate).toLowerCase().startsWith(this.#word)) return candidate;
    }
    return -1;
  }
}
