type Table = Uint32Array | Uint16Array;

/**
 * Memory for tables with an entry for each node, lent again when a table has served: to touch a page of memory for the first time
 * costs the system more than to write all of it, and the graph of a snapshot goes through a dozen such tables.
 */
export class Scratch {
  readonly #free: { readonly buffer: ArrayBufferLike; readonly offset: number }[] = [];
  readonly #tableBytes: number;

  /** @param length most entries that a table has */
  constructor(length: number) {
    this.#tableBytes = length * Uint32Array.BYTES_PER_ELEMENT;
  }

  /** A table; what is in it is left from others. */
  take(length: number): Uint32Array {
    const { buffer, offset } = this.#free.pop() ?? { buffer: new ArrayBuffer(this.#tableBytes), offset: 0 };
    return new Uint32Array(buffer, offset, length);
  }

  /** Takes back tables that nobody uses any more. */
  giveBack(...tables: readonly Uint32Array[]): void {
    for (const { buffer, byteOffset } of tables) this.#free.push({ buffer, offset: byteOffset });
  }

  /** Makes tables of whole arrays that nobody uses any more. */
  adopt(...arrays: readonly Table[]): void {
    const bytes = this.#tableBytes;
    for (const { buffer } of arrays) {
      for (let offset = 0; offset + bytes <= buffer.byteLength; offset += bytes) this.#free.push({ buffer, offset });
    }
  }
}
