/** Above this the difference of two values, doubled by the zigzag, is no exact integer any more. */
const largestInteger = 2 ** 51;

const integers = 0;
const doubles = 1;

/** Bytes that grow at their end. `ByteReader` reads each value back with the method of the same name. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53 - 1 as LEB128. */
  count(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Any number: small integers stay small. */
  number(value: number): void {
    this.column([value]);
  }

  /** The values without their count: differences as zigzag LEB128 when all are integers, else doubles. */
  column(values: ArrayLike<number>): void {
    if (allIntegers(values)) {
      this.byte(integers);
      this.#differences(values);
    } else {
      this.byte(doubles);
      for (let i = 0; i < values.length; i++) this.#double(values[i] as number);
    }
  }

  /** Byte length, then UTF-8. A lone surrogate becomes U+FFFD. */
  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.count(encoded.length);
    this.#reserve(encoded.length);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Forgets what was written from `length` on. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** What has been written so far, without a copy: valid until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #differences(values: ArrayLike<number>): void {
    let last = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const difference = value - last;
      this.count(difference < 0 ? -2 * difference - 1 : 2 * difference);
      last = value;
    }
  }

  #double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
    this.#view = new DataView(wider.buffer);
  }
}

function allIntegers(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isInteger(value) || Math.abs(value) > largestInteger || Object.is(value, -0)) return false;
  }
  return true;
}
