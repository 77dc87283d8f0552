import { utf8 } from '../utf8.ts';

/** The strings of a heap snapshot as bytes; a string is made of them only when it is asked for. */
export class StringTable {
  /**
   * @param bytes all strings one behind the other in UTF-8; a lone surrogate stands as the three bytes it would have (WTF-8).
   * @param offset for each string, where its bytes begin; one entry more than strings.
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly offset: Uint32Array,
  ) {}

  get count(): number {
    return this.offset.length - 1;
  }

  /** @throws RangeError for an index that no string has. */
  get(index: number): string {
    return decode(this.bytesOf(index));
  }

  bytesOf(index: number): Uint8Array {
    if (!(index >= 0 && index < this.count)) throw new RangeError(`string ${index} of ${this.count}`);
    return this.bytes.subarray(this.offset[index], this.offset[index + 1]);
  }

  byteLength(index: number): number {
    return (this.offset[index + 1] as number) - (this.offset[index] as number);
  }

  /** First byte of the string, -1 when it is empty. */
  firstByte(index: number): number {
    const start = this.offset[index] as number;
    return start === this.offset[index + 1] ? -1 : (this.bytes[start] as number);
  }

  startsWith(index: number, prefix: Uint8Array): boolean {
    if (this.byteLength(index) < prefix.length) return false;
    const start = this.offset[index] as number;
    for (let i = 0; i < prefix.length; i++) if (this.bytes[start + i] !== prefix[i]) return false;
    return true;
  }

  /** Index of the first string with this text, -1 when there is none. V8 writes each text once. */
  indexOf(text: string): number {
    const wanted = new TextEncoder().encode(text);
    const { offset } = this;
    for (let index = 0, start = 0; index + 1 < offset.length; index++) {
      const end = offset[index + 1] as number;
      if (end - start === wanted.length && this.startsWith(index, wanted)) return index;
      start = end;
    }
    return -1;
  }
}

function decode(bytes: Uint8Array): string {
  const length = bytes.length;
  // Short names of ASCII are nearly all that is asked for: joining them by hand takes a third of what TextDecoder takes.
  if (length <= 32) {
    let text = '';
    for (let i = 0; i < length; i++) {
      const byte = bytes[i] as number;
      if (byte >= 0x80) return decodeWide(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decodeWide(bytes);
}

/** TextDecoder has no lone surrogates: what lies between them is decoded piece by piece. */
function decodeWide(bytes: Uint8Array): string {
  let text = '';
  let done = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] !== 0xed || (bytes[i + 1] as number) < 0xa0) continue;
    const surrogate = 0xd000 | (((bytes[i + 1] as number) & 0x3f) << 6) | ((bytes[i + 2] as number) & 0x3f);
    text += utf8.decode(bytes.subarray(done, i)) + String.fromCharCode(surrogate);
    i += 2;
    done = i + 1;
  }
  return text + utf8.decode(done === 0 ? bytes : bytes.subarray(done));
}
