import { utf8 } from '../utf8.ts';

/** Bytes that are not what a `ByteWriter` writes: cut off, damaged or made up. */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}

type Numbers = Float64Array | Uint32Array | Int32Array;
type NumberArray<Values> = new (length: number) => Values;

/** Most columns of most rows have nothing in them; one of each kind is enough for all. */
const empties = new Map<unknown, unknown>([Float64Array, Uint32Array, Int32Array].map(make => [make, new make(0)]));
const emptyOf = <Values>(make: NumberArray<Values>): Values => empties.get(make) as Values;

/** Reads what `ByteWriter` wrote; every method throws `UnreadableBytes` rather than read past the end or make room for what cannot be there. */
export class ByteReader {
  readonly #view: DataView;
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.bytes.length - this.#at;
  }

  byte(): number {
    this.#expect(1);
    return this.bytes[this.#at++] as number;
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(): number {
    let value = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
    }
    throw new UnreadableBytes('a number of more than 53 bits');
  }

  /** A count of things that take at least one byte each. */
  length(): number {
    const length = this.count();
    this.#expect(length);
    return length;
  }

  /** A column of one, without making one. */
  number(): number {
    const encoding = this.#encoding(1);
    return encoding === 0 ? this.#difference() : this.#double();
  }

  /** @param length as `length()` read it, so that it is bounded by what the bytes can hold. */
  column<Values extends Numbers>(length: number, make: NumberArray<Values>): Values {
    const encoding = this.#encoding(length);
    if (length === 0) return emptyOf(make);
    const values = new make(length);
    const [least, most] = limitsOf(values);
    if (encoding === 0) this.#differences(values, least, most);
    else this.#doubles(values);
    return values;
  }

  text(): string {
    const length = this.length();
    const encoded = this.bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return utf8.decode(encoded);
  }

  #encoding(length: number): number {
    const encoding = this.byte();
    if (encoding > 1) throw new UnreadableBytes(`a column of kind ${encoding}`);
    this.#expect(encoding === 0 ? length : length * 8);
    return encoding;
  }

  #difference(): number {
    const zigzag = this.count();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** Nearly all of a recording are columns of small differences: those of up to three bytes are read here, without a call. */
  #differences(values: Numbers, least: number, most: number): void {
    const { bytes } = this;
    let at = this.#at;
    let last = 0;
    for (let i = 0; i < values.length; i++) {
      let zigzag = bytes[at] as number;
      let length = 1;
      if (zigzag >= 0x80) {
        zigzag = (zigzag & 0x7f) | ((bytes[at + 1] as number) << 7);
        length = 2;
        if (zigzag >= 0x4000) {
          zigzag = (zigzag & 0x3fff) | ((bytes[at + 2] as number) << 14);
          length = 3;
        }
      }
      if (zigzag < 0x20_0000) {
        last += (zigzag >>> 1) ^ -(zigzag & 1);
        at += length;
      } else {
        this.#at = at;
        last += this.#difference();
        at = this.#at;
      }
      if (last < least || last > most) throw new UnreadableBytes(`${last} out of its range`);
      values[i] = last;
    }
    this.#at = at;
    this.#expect(0);
  }

  #doubles(values: Numbers): void {
    for (let i = 0; i < values.length; i++) {
      const value = this.#double();
      values[i] = value;
      if (values[i] !== value && !Number.isNaN(values[i])) throw new UnreadableBytes(`${value} out of its range`);
    }
  }

  #double(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  #expect(length: number): void {
    if (length > this.remaining) throw new UnreadableBytes(`${length} bytes wanted, ${this.remaining} left`);
  }
}

/** The least and the greatest whole number that a column holds. */
function limitsOf(values: Numbers): readonly [number, number] {
  if (values instanceof Uint32Array) return [0, 0xffffffff];
  return values instanceof Int32Array ? [-0x80000000, 0x7fffffff] : [-Infinity, Infinity];
}
