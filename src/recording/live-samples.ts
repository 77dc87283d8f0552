/** Samples that have gone, in parallel columns. */
export interface GoneSamples {
  /** For each sample, the size and node it came with. */
  readonly size: Float64Array;
  readonly node: Uint32Array;
  /** For each sample, what was told of it with `add`. */
  readonly number: Uint32Array;
  readonly weight: Float64Array;
}

/** Stands for the node of a sample that is gone. */
const gone = 0xffffffff;
/** A search looks at the first of so many samples, and then through those in a row. */
const blockLength = 32;

/**
 * The samples of a sampling profile that are alive, by ascending ordinal: an hour has millions of samples, of which few are alive at a
 * time. To find one in memory takes longer than everything else that is done with it: so all of a sample stands in one line of the
 * processor's cache, and those that come stand in a row.
 */
export class LiveSamples {
  /** For each sample, 32 bytes: ordinal, size and weight as doubles, then node and number. */
  #doubles = new Float64Array(64 * 4);
  /** The same bytes. */
  #integers = new Uint32Array(this.#doubles.buffer);
  /** For each block of samples, the ordinal of its first. */
  #firstOf = new Float64Array(64 / blockLength);
  /** Samples here, with those that are gone: gaps are closed when they are the larger half. */
  #length = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /**
   * Ordinals ascend, also from call to call.
   * @param first number of the first, from which the others count on.
   * @param weight what each is to be known by beside its size.
   */
  add(ordinal: Float64Array, size: Float64Array, node: Uint32Array, first = 0, weight = size): void {
    if (this.#length > 2 * this.#count + 64) this.#closeGaps();
    this.#makeRoom(this.#length + ordinal.length);
    const [doubles, integers, firstOf] = [this.#doubles, this.#integers, this.#firstOf];
    let place = this.#length;
    for (let i = 0; i < ordinal.length; i++, place++) {
      if (place % blockLength === 0) firstOf[place / blockLength] = ordinal[i] as number;
      doubles[place * 4] = ordinal[i] as number;
      doubles[place * 4 + 1] = size[i] as number;
      doubles[place * 4 + 2] = weight[i] as number;
      integers[place * 8 + 6] = node[i] as number;
      integers[place * 8 + 7] = first + i;
    }
    this.#length = place;
    this.#count += ordinal.length;
  }

  /** Takes samples out, quickest in ascending order; answers those that were alive. */
  remove(ordinal: Float64Array): GoneSamples {
    const [doubles, integers, firstOf] = [this.#doubles, this.#integers, this.#firstOf];
    const blocks = Math.ceil(this.#length / blockLength);
    const most = ordinal.length;
    const [size, weight] = [new Float64Array(most), new Float64Array(most)];
    const [node, number] = [new Uint32Array(most), new Uint32Array(most)];
    let found = 0;
    let block = 0;
    for (let i = 0; i < most; i++) {
      const wanted = ordinal[i] as number;
      if (wanted < (firstOf[block] as number)) block = 0;
      while (block + 1 < blocks && (firstOf[block + 1] as number) <= wanted) block++;
      let place = block * blockLength;
      const end = Math.min(place + blockLength, this.#length);
      while (place < end && doubles[place * 4] !== wanted) place++;
      if (place === end || integers[place * 8 + 6] === gone) continue;
      size[found] = doubles[place * 4 + 1] as number;
      weight[found] = doubles[place * 4 + 2] as number;
      node[found] = integers[place * 8 + 6] as number;
      number[found++] = integers[place * 8 + 7] as number;
      integers[place * 8 + 6] = gone;
    }
    this.#count -= found;
    if (found === most) return { size, node, number, weight };
    return {
      size: size.subarray(0, found),
      node: node.subarray(0, found),
      number: number.subarray(0, found),
      weight: weight.subarray(0, found),
    };
  }

  /** The samples alive, as columns of their own. */
  columns(): { ordinal: Float64Array; size: Float64Array; node: Uint32Array } {
    this.#closeGaps();
    const column = (offset: number) =>
      Float64Array.from({ length: this.#count }, (_, i) => this.#doubles[i * 4 + offset] as number);
    const node = Uint32Array.from({ length: this.#count }, (_, i) => this.#integers[i * 8 + 6] as number);
    return { ordinal: column(0), size: column(1), node };
  }

  #closeGaps(): void {
    const [doubles, integers] = [this.#doubles, this.#integers];
    let to = 0;
    for (let from = 0; from < this.#length; from++) {
      if (integers[from * 8 + 6] === gone) continue;
      for (let at = 0; at < 8; at++) integers[to * 8 + at] = integers[from * 8 + at] as number;
      if (to % blockLength === 0) this.#firstOf[to / blockLength] = doubles[to * 4] as number;
      to++;
    }
    this.#length = to;
  }

  #makeRoom(length: number): void {
    let room = this.#doubles.length / 4;
    if (length <= room) return;
    while (room < length) room *= 2;
    const [integers, firstOf] = [this.#integers, this.#firstOf];
    this.#doubles = new Float64Array(room * 4);
    this.#integers = new Uint32Array(this.#doubles.buffer);
    this.#integers.set(integers);
    this.#firstOf = new Float64Array(room / blockLength);
    this.#firstOf.set(firstOf);
  }
}
