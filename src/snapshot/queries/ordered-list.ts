import { firstByKeys } from './first-by-keys.ts';
import { type SortKey, sortByKeys } from './sort.ts';

/** Numbers of nodes or edges in the order in which they are listed. */
export interface EntryList {
  readonly length: number;
  subarray(start: number, end: number): Uint32Array;
  /** The place of an entry, -1 when it is not listed. */
  indexOf(entry: number): number;
}

/** Ten pages of a table: as far as a person looks in most lists. */
const firstEntries = 1000;

/** A list of which at first only the beginning is found and kept: a hub has millions of retainers, and a person looks at a few of them. */
export class OrderedList implements EntryList {
  readonly length: number;
  readonly #first: Uint32Array;
  #all: Uint32Array | null = null;

  /** @param entriesOf gives the same entries each time, in the order of the file. */
  constructor(
    private readonly entriesOf: () => Uint32Array,
    private readonly keys: readonly SortKey[],
  ) {
    const entries = entriesOf();
    this.length = entries.length;
    this.#first = firstByKeys(entries, keys, Math.min(firstEntries, entries.length));
  }

  subarray(start: number, end: number): Uint32Array {
    return (end <= this.#first.length ? this.#first : this.#sorted()).subarray(start, end);
  }

  indexOf(entry: number): number {
    const place = this.#first.indexOf(entry);
    return place === -1 ? this.#sorted().indexOf(entry) : place;
  }

  #sorted(): Uint32Array {
    this.#all ??= sortByKeys(this.entriesOf(), this.keys);
    return this.#all;
  }
}
