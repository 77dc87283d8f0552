/** Memory for one table. */
interface Place {
  readonly buffer: ArrayBufferLike;
  readonly offset: number;
}

/**
 * Memory for tables with an entry for each node, lent again when a table has served: to touch a page of memory for the first time
 * costs the system more than to write all of it, and the graph of a snapshot goes through a dozen such tables.
 */
export class Scratch {
  /** Places that may be kept for good, those that came free first first. */
  readonly #free: Place[] = [];
  /** Parts of arrays that are too large to stay for the sake of a few tables. */
  readonly #passing: Place[] = [];
  readonly #tooLarge = new Set<ArrayBufferLike>();
  readonly #tableBytes: number;

  /** @param length most entries that a table has */
  constructor(length: number) {
    this.#tableBytes = length * Uint32Array.BYTES_PER_ELEMENT;
  }

  /** A table to be given back; what is in it is left from others. */
  take(length: number): Uint32Array {
    return this.#tableAt(this.#passing.pop() ?? this.#free.shift(), length);
  }

  /** A table that stays. */
  keep(length: number): Uint32Array {
    return this.#tableAt(this.#free.pop(), length);
  }

  /** Takes back tables that nobody uses any more. */
  giveBack(...tables: readonly Uint32Array[]): void {
    for (const { buffer, byteOffset } of tables) {
      const places = this.#tooLarge.has(buffer) ? this.#passing : this.#free;
      places.push({ buffer, offset: byteOffset });
    }
  }

  /**
   * Makes tables of a larger array that nobody uses any more.
   * @param kept how many tables will be kept next: memory for more than these would stay with them for nothing.
   */
  adopt({ buffer }: Uint32Array, kept: number): void {
    const count = Math.floor(buffer.byteLength / this.#tableBytes);
    if (count > kept) this.#tooLarge.add(buffer);
    const places = count > kept ? this.#passing : this.#free;
    for (let i = 0; i < count; i++) places.push({ buffer, offset: i * this.#tableBytes });
  }

  #tableAt(place: Place | undefined, length: number): Uint32Array {
    const { buffer, offset } = place ?? { buffer: new ArrayBuffer(this.#tableBytes), offset: 0 };
    return new Uint32Array(buffer, offset, length);
  }
}
