/**
 * Numbers pairs of numbers: the same pair has the same number, in the order of their coming from 0 on.
 * A hash table with linear probing, at most half full; a `Map` would make an object of each pair and ends at 2^24 entries.
 */
export class PairInterner {
  #first = new Uint32Array(512);
  #second = new Uint32Array(512);
  #count = 0;
  /** For each slot, 1 + the number of its pair; 0 is free. */
  #table = new Uint32Array(1024);

  get count(): number {
    return this.#count;
  }

  /** Number of a pair of numbers from 0 to 2^32 - 1. */
  intern(first: number, second: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    for (let slot = hash(first, second) & mask; ; slot = (slot + 1) & mask) {
      const known = table[slot] as number;
      if (known === 0) {
        table[slot] = this.#count + 1;
        return this.#add(first, second);
      }
      if (this.#first[known - 1] === first && this.#second[known - 1] === second) return known - 1;
    }
  }

  first(pair: number): number {
    return this.#first[pair] as number;
  }

  second(pair: number): number {
    return this.#second[pair] as number;
  }

  #add(first: number, second: number): number {
    const pair = this.#count++;
    this.#first[pair] = first;
    this.#second[pair] = second;
    if (this.#count === this.#first.length) this.#widen();
    return pair;
  }

  #widen(): void {
    const first = new Uint32Array(this.#count * 2);
    const second = new Uint32Array(this.#count * 2);
    first.set(this.#first);
    second.set(this.#second);
    const table = new Uint32Array(this.#count * 4);
    const mask = table.length - 1;
    for (let pair = 0; pair < this.#count; pair++) {
      let slot = hash(first[pair] as number, second[pair] as number) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = pair + 1;
    }
    this.#first = first;
    this.#second = second;
    this.#table = table;
  }
}

function hash(first: number, second: number): number {
  let value = Math.imul(first + 1, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}
