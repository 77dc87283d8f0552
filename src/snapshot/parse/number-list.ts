import { code, isSpace, Malformed, show, type ValueReader } from './value-reader.ts';

/** Takes the numbers of a list as they come. */
export interface NumberSink {
  /** Numbers that make a record; a list ends with a whole one. */
  readonly fieldCount: number;
  /**
   * Takes the next numbers of the list, in whole records.
   * @param batch of 32 bits, unless there is a number among them that is too large.
   * @param at index in the piece of bytes where reading has got to, for errors.
   */
  take(batch: Batch, count: number, at: number): void;
}

export type Batch = Int32Array | Float64Array;

const zero = 0x30;
const commaDigit = code.comma - zero;
const newlineDigit = code.newline - zero;
/** Numbers that are handed over at once: as many as stay in the cache of a core. */
const batchLength = 8192;
/** 2^53 has 16 digits. */
const mostDigits = 16;
/** No number is longer than this, its sign and what separates it from the next. */
const longestToken = 24;

enum State {
  Start,
  FirstOrEnd,
  Number,
  Digits,
  AfterNumber,
}

/**
 * Reads `[1,2,3,…]`: digit by digit straight from the bytes, without a string or an object.
 * Most of a snapshot are such lists, so this loop and the sinks are what parsing costs.
 */
export class NumberList implements ValueReader {
  readonly #batch: Int32Array;
  /** What stands for `#batch` while a number is among the waiting ones that is too large for it. */
  #wideBatch: Float64Array | null = null;
  #filled = 0;
  #state: State = State.Start;
  #value = 0;
  #digits = 0;
  #negative = false;

  constructor(
    private readonly name: string,
    private readonly sink: NumberSink,
  ) {
    this.#batch = new Int32Array(Math.max(1, Math.floor(batchLength / sink.fieldCount)) * sink.fieldCount);
  }

  read(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#state === State.Number && this.#wideBatch === null) at = this.#readMany(bytes, at);
      const byte = bytes[at] as number;
      if (this.#take(byte, at)) {
        this.#flush(at);
        return at + 1;
      }
      at++;
    }
    return -1;
  }

  /** Reads whole unsigned numbers and the commas behind them, as long as they are plain and the end of the piece is far. */
  #readMany(bytes: Uint8Array, from: number): number {
    const batch = this.#batch;
    const end = bytes.length - longestToken;
    let filled = this.#filled;
    let at = from;
    while (at < end) {
      const start = at;
      let value = (bytes[at] as number) - zero;
      if (value >>> 0 > 9) break;
      let digit = (bytes[++at] as number) - zero;
      // Nine digits are sure to fit in 32 bits. Written out, because the processor then guesses better where a number ends: a loop takes a quarter longer.
      // biome-ignore lint/suspicious/noConfusingLabels: the way out of what would be a loop.
      digits: {
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
        if (digit >>> 0 > 9) break digits;
        value = Math.imul(value, 10) + digit;
        digit = (bytes[++at] as number) - zero;
      }
      // Long numbers and the end of the list go the slow way; some versions of V8 end a line before a comma.
      if (digit === newlineDigit && bytes[at + 1] === code.comma) at++;
      else if (digit !== commaDigit) {
        at = start;
        break;
      }
      at++;
      batch[filled++] = value;
      if (filled === batch.length) {
        this.sink.take(batch, filled, at);
        filled = 0;
      }
    }
    this.#filled = filled;
    return at;
  }

  /** Takes one byte; true when it ends the list. */
  #take(byte: number, at: number): boolean {
    switch (this.#state) {
      case State.Start:
        if (isSpace(byte)) return false;
        if (byte !== code.openBracket) this.#fail('a list is missing', at);
        this.#state = State.FirstOrEnd;
        return false;
      case State.FirstOrEnd:
        if (byte === code.closeBracket) return true;
        this.#state = State.Number;
        return this.#take(byte, at);
      case State.Number:
        if (isSpace(byte)) return false;
        this.#begin(byte, at);
        return false;
      case State.Digits: {
        const digit = byte - zero;
        if (digit >= 0 && digit <= 9) {
          this.#value = this.#value * 10 + digit;
          if (++this.#digits > mostDigits) this.#fail('a number is too large', at);
          return false;
        }
        if (this.#digits === 0) this.#fail(`a digit is missing before ${show(byte)}`, at);
        this.#push(at);
        this.#state = State.AfterNumber;
        return this.#take(byte, at);
      }
      case State.AfterNumber:
        if (isSpace(byte)) return false;
        if (byte === code.closeBracket) return true;
        if (byte !== code.comma) this.#fail(`${show(byte)} stands in a list of whole numbers`, at);
        this.#state = State.Number;
        return false;
    }
  }

  #begin(byte: number, at: number): void {
    const digit = byte - zero;
    this.#negative = byte === code.minus;
    if (!this.#negative && !(digit >= 0 && digit <= 9)) {
      this.#fail(`${show(byte)} stands in a list of whole numbers`, at);
    }
    this.#value = this.#negative ? 0 : digit;
    this.#digits = this.#negative ? 0 : 1;
    this.#state = State.Digits;
  }

  #push(at: number): void {
    const value = this.#negative ? -this.#value : this.#value;
    if ((value | 0) !== value) this.#wideBatch ??= Float64Array.from(this.#batch);
    (this.#wideBatch ?? this.#batch)[this.#filled++] = value;
    if (this.#filled === this.#batch.length) this.#flush(at);
  }

  #flush(at: number): void {
    if (this.#filled % this.sink.fieldCount !== 0) {
      this.#fail(`its last record has not all of its ${this.sink.fieldCount} numbers`, at);
    }
    this.sink.take(this.#wideBatch ?? this.#batch, this.#filled, at);
    this.#wideBatch = null;
    this.#filled = 0;
  }

  #fail(problem: string, at: number): never {
    throw new Malformed(problem, at, this.name);
  }
}
