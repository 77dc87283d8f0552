import { UnreadableBytes } from '../recording/byte-reader.ts';
import { utf8 } from '../utf8.ts';

/** Bytes that grow at their end, with the numbers of heapprof's files: big-endian ones of a fixed size, and LEB128. */
export class BigEndianWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  fixed32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value);
    this.#length += 4;
  }

  /** A whole number from 0 to 2^53 - 1. */
  fixed64(value: number): void {
    this.fixed32(Math.floor(value / 2 ** 32));
    this.fixed32(value % 2 ** 32);
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Byte length, then UTF-8. */
  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.varint(encoded.length);
    this.#reserve(encoded.length);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.length;
  }

  /** Writes a number over an earlier one. */
  patch64(at: number, value: number): void {
    this.#view.setUint32(at, Math.floor(value / 2 ** 32));
    this.#view.setUint32(at + 4, value % 2 ** 32);
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes);
    this.#bytes = wider;
    this.#view = new DataView(wider.buffer);
  }
}

/** Reads what `BigEndianWriter` writes; every method throws `UnreadableBytes` rather than read past the end. */
export class BigEndianReader {
  readonly #view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    public at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  fixed32(): number {
    this.#expect(4);
    this.at += 4;
    return this.#view.getUint32(this.at - 4);
  }

  fixed64(): number {
    const value = this.fixed32() * 2 ** 32 + this.fixed32();
    if (value > Number.MAX_SAFE_INTEGER) throw new UnreadableBytes('a number of more than 53 bits');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      this.#expect(1);
      const byte = this.bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
    }
    throw new UnreadableBytes('a number of more than 53 bits');
  }

  /** A count of things that take at least `least` bytes each. */
  count(least: number): number {
    const count = this.varint();
    this.#expect(count * least);
    return count;
  }

  text(): string {
    const length = this.count(1);
    this.at += length;
    return utf8.decode(this.bytes.subarray(this.at - length, this.at));
  }

  #expect(length: number): void {
    if (length > this.remaining) throw new UnreadableBytes(`${length} bytes wanted, ${this.remaining} left`);
  }
}
