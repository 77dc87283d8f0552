import { StringTable } from '../string-table.ts';
import { widened } from './capacity.ts';
import { code, isSpace, Malformed, show, type ValueReader } from './value-reader.ts';

enum State {
  Start,
  FirstOrEnd,
  String,
  Text,
  Escape,
  Unicode,
  AfterString,
}

const noSurrogate = 0;
/** A character of an escape takes up to so many bytes, and one more surrogate may wait for its other half. */
const longestCharacter = 6;

/** Reads `["…","…",…]` into a table of bytes, with its escapes resolved: all of them, or those that are wanted. */
export class StringList implements ValueReader {
  #state: State = State.Start;
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #offset = new Uint32Array(1 << 12);
  /** Strings that are in the table. */
  #kept = 0;
  #isKept = true;
  #count = 0;
  /** First half of a pair whose second has not come yet. */
  #high = noSurrogate;
  #unit = 0;
  #unitDigits = 0;

  /** @param wanted indexes of the strings that are kept, ascending, each once; null for all of them. */
  constructor(private readonly wanted: Uint32Array | null = null) {}

  /** Strings that have come, wanted or not. */
  get count(): number {
    return this.#count;
  }

  read(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#state === State.Text) {
        at = this.#copyText(bytes, at);
        if (at === bytes.length) return -1;
      }
      if (this.#take(bytes[at] as number, at)) return at + 1;
      at++;
    }
    return -1;
  }

  /** The strings so far, or those of them that are wanted: to be asked for once, at the end. */
  table(): StringTable {
    const offset = this.#offset.slice(0, this.#kept + 1);
    offset[this.#kept] = this.#length;
    return new StringTable(this.#bytes.slice(0, this.#length), offset);
  }

  /** Copies what needs no translation; stops at a quote or a backslash. */
  #copyText(bytes: Uint8Array, from: number): number {
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === code.quote || byte === code.backslash) break;
    }
    if (at === from || !this.#isKept) return at;
    this.#settle();
    this.#reserve(at - from);
    const target = this.#bytes;
    let length = this.#length;
    for (let i = from; i < at; i++) target[length++] = bytes[i] as number;
    this.#length = length;
    return at;
  }

  /** Takes one byte; true when it ends the list. */
  #take(byte: number, at: number): boolean {
    switch (this.#state) {
      case State.Text:
        if (byte === code.quote) {
          this.#settle();
          this.#state = State.AfterString;
        } else this.#state = State.Escape;
        return false;
      case State.AfterString:
        if (byte === code.comma) this.#state = State.String;
        else if (byte === code.closeBracket) return true;
        else if (!isSpace(byte)) this.#fail(`${show(byte)} stands between two texts`, at);
        return false;
      case State.String:
        if (byte === code.quote) this.#begin(at);
        else if (!isSpace(byte)) this.#fail(`${show(byte)} stands in a list of texts`, at);
        return false;
      case State.Escape:
        this.#escape(byte, at);
        return false;
      case State.Unicode:
        this.#hexDigit(byte, at);
        return false;
      case State.FirstOrEnd:
        if (byte === code.closeBracket) return true;
        if (isSpace(byte)) return false;
        this.#state = State.String;
        return this.#take(byte, at);
      case State.Start:
        if (isSpace(byte)) return false;
        if (byte !== code.openBracket) this.#fail('a list is missing', at);
        this.#state = State.FirstOrEnd;
        return false;
    }
  }

  #begin(at: number): void {
    this.#isKept = this.wanted === null || this.wanted[this.#kept] === this.#count;
    this.#count++;
    this.#state = State.Text;
    if (!this.#isKept) return;
    if (this.#kept + 1 === this.#offset.length) this.#offset = widened(this.#offset, this.#offset.length * 2);
    if (this.#length > 0xffff_ffff) this.#fail('there are more than 4 GB of texts', at);
    this.#offset[this.#kept++] = this.#length;
  }

  #escape(byte: number, at: number): void {
    if (byte === 0x75) {
      this.#unit = 0;
      this.#unitDigits = 0;
      this.#state = State.Unicode;
      return;
    }
    const character = escapes.get(byte);
    if (character === undefined) return this.#fail(`a backslash stands before ${show(byte)}`, at);
    this.#settle();
    this.#write(character);
    this.#state = State.Text;
  }

  #hexDigit(byte: number, at: number): void {
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    if (Number.isNaN(digit)) this.#fail(`${show(byte)} is no digit of \\u`, at);
    this.#unit = this.#unit * 16 + digit;
    if (++this.#unitDigits < 4) return;
    this.#state = State.Text;
    const isLow = this.#unit >= 0xdc00 && this.#unit <= 0xdfff;
    if (isLow && this.#high !== noSurrogate) {
      const high = this.#high;
      this.#high = noSurrogate;
      this.#write(0x1_0000 + ((high - 0xd800) << 10) + (this.#unit - 0xdc00));
      return;
    }
    this.#settle();
    if (this.#unit >= 0xd800 && this.#unit <= 0xdbff) this.#high = this.#unit;
    else this.#write(this.#unit);
  }

  /** A first half whose second did not come stays alone. */
  #settle(): void {
    if (this.#high === noSurrogate) return;
    const high = this.#high;
    this.#high = noSurrogate;
    this.#write(high);
  }

  /** Adds a character in UTF-8. */
  #write(point: number): void {
    if (!this.#isKept) return;
    this.#reserve(longestCharacter);
    const target = this.#bytes;
    if (point < 0x80) {
      target[this.#length++] = point;
      return;
    }
    if (point < 0x800) target[this.#length++] = 0xc0 | (point >> 6);
    else {
      if (point < 0x1_0000) target[this.#length++] = 0xe0 | (point >> 12);
      else {
        target[this.#length++] = 0xf0 | (point >> 18);
        target[this.#length++] = 0x80 | ((point >> 12) & 0x3f);
      }
      target[this.#length++] = 0x80 | ((point >> 6) & 0x3f);
    }
    target[this.#length++] = 0x80 | (point & 0x3f);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed > this.#bytes.length) this.#bytes = widened(this.#bytes, Math.max(needed, this.#bytes.length * 2));
  }

  #fail(problem: string, at: number): never {
    throw new Malformed(problem, at, `strings[${this.#count}]`);
  }
}

/** What stands behind a backslash, and the character that is meant. */
const escapes: ReadonlyMap<number, number> = new Map(
  [...'"\\/bfnrt'].map((letter, i) => [letter.charCodeAt(0), '"\\/\b\f\n\r\t'.charCodeAt(i)]),
);
