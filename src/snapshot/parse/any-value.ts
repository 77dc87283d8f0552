import { utf8 } from '../../utf8.ts';
import { code, isSpace, Malformed, type ValueReader } from './value-reader.ts';

/** Reads over a value of any kind; up to `kept` bytes of it are held for `text`. */
export class AnyValue implements ValueReader {
  readonly #kept: number[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  #begun = false;

  constructor(
    private readonly name: string,
    /** Longest value that may be kept, in bytes; 0 keeps nothing and reads over any length. */
    private readonly longest = 0,
  ) {}

  read(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (!this.#begun) {
        if (isSpace(byte)) continue;
        this.#begun = true;
      }
      // A number or a word ends before what separates it from the next, anything else with its last byte.
      const isSeparator = byte === code.comma || byte === code.closeBrace || byte === code.closeBracket;
      if (this.#depth === 0 && !this.#inString && isSeparator) return at;
      this.#keep(byte, at);
      if (this.#ends(byte)) return at + 1;
    }
    return -1;
  }

  /** What has been kept. */
  get text(): string {
    return utf8.decode(Uint8Array.from(this.#kept));
  }

  #ends(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === code.backslash) this.#escaped = true;
      else if (byte === code.quote) {
        this.#inString = false;
        return this.#depth === 0;
      }
      return false;
    }
    if (byte === code.quote) this.#inString = true;
    else if (byte === code.openBrace || byte === code.openBracket) this.#depth++;
    else if (byte === code.closeBrace || byte === code.closeBracket) return --this.#depth === 0;
    return false;
  }

  #keep(byte: number, at: number): void {
    if (this.longest === 0) return;
    if (this.#kept.push(byte) > this.longest) {
      throw new Malformed(`it is longer than ${this.longest} bytes`, at, this.name);
    }
  }
}
