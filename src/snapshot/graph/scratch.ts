/**
 * Memory for tables with an entry for each node, lent again when a table has served: to touch a page of memory for the first time
 * costs the system more than to write all of it, and the graph of a snapshot goes through a dozen such tables.
 */
export class Scratch {
  readonly #free: ArrayBufferLike[] = [];
  /** Memory for one table each, as parts of larger arrays. */
  readonly #parts: { readonly buffer: ArrayBufferLike; readonly offset: number }[] = [];
  readonly #tableBytes: number;

  /** @param length most entries that a table has */
  constructor(length: number) {
    this.#tableBytes = length * Uint32Array.BYTES_PER_ELEMENT;
  }

  /** A table to be given back; what is in it is left from others. */
  take(length: number): Uint32Array {
    const part = this.#parts.pop();
    return part ? new Uint32Array(part.buffer, part.offset, length) : this.keep(length);
  }

  /** A table that stays: it is no part of something larger, which would stay with it. */
  keep(length: number): Uint32Array {
    return new Uint32Array(this.#free.pop() ?? new ArrayBuffer(this.#tableBytes), 0, length);
  }

  /** Takes back tables that nobody uses any more. */
  giveBack(...tables: readonly Uint32Array[]): void {
    for (const { buffer, byteOffset } of tables) {
      if (buffer.byteLength === this.#tableBytes) this.#free.push(buffer);
      else this.#parts.push({ buffer, offset: byteOffset });
    }
  }

  /** Makes tables of a larger array that nobody uses any more. */
  adopt({ buffer }: Uint32Array): void {
    const bytes = this.#tableBytes;
    for (let offset = 0; offset + bytes <= buffer.byteLength; offset += bytes) this.#parts.push({ buffer, offset });
  }
}
