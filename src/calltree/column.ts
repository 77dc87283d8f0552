type Numbers = Float64Array | Int32Array | Uint32Array;

/** A typed array that grows at its end by doubling, so that a push costs the same however long it is. */
export class Column<Values extends Numbers> {
  #values: Values;
  #length = 0;

  constructor(private readonly make: new (length: number) => Values) {
    this.#values = new make(64);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  pushAll(values: ArrayLike<number>): void {
    const start = this.#length;
    this.#lengthen(values.length);
    this.#values.set(values, start);
  }

  /** Adds so many places and hands them out to be filled: valid until the next push. */
  extend(count: number): Values {
    const start = this.#length;
    this.#lengthen(count);
    return this.#values.subarray(start, this.#length) as Values;
  }

  /** @throws RangeError outside of what has been pushed. */
  get(index: number): number {
    this.#check(index);
    return this.#values[index] as number;
  }

  /** @throws RangeError outside of what has been pushed. */
  set(index: number, value: number): void {
    this.#check(index);
    this.#values[index] = value;
  }

  /** Forgets everything from `length` on. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** What has been pushed so far, without a copy: valid until the next push. */
  view(): Values {
    return this.#values.subarray(0, this.#length) as Values;
  }

  /** What has been pushed so far, from `start` on, as an array of its own. */
  copy(start = 0): Values {
    return this.#values.slice(start, this.#length) as Values;
  }

  #check(index: number): void {
    if (!(index >= 0 && index < this.#length)) throw new RangeError(`index ${index} of ${this.#length}`);
  }

  #lengthen(count: number): void {
    while (this.#length + count > this.#values.length) this.#grow();
    this.#length += count;
  }

  #grow(): void {
    const wider = new this.make(this.#values.length * 2);
    wider.set(this.#values);
    this.#values = wider;
  }
}
