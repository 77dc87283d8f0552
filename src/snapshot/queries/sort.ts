/** One key to sort by. */
export interface SortKey {
  /** For each of some entries a safe integer, to be changed by whoever asks; ranks among others may be among these alone. */
  readonly values: (entries: Uint32Array) => Float64Array;
  readonly ascending: boolean;
}

export function keyBy(value: (entry: number) => number, ascending: boolean): SortKey {
  return {
    ascending,
    values: entries => {
      const values = new Float64Array(entries.length);
      for (let i = 0; i < values.length; i++) values[i] = value(entries[i] as number);
      return values;
    },
  };
}

const digitBits = 11;
export const digits = 1 << digitBits;
const lowWord = 2 ** 32;
/** Below this many entries comparing is as fast. */
export const fewEntries = 512;

/**
 * Sorts by the first key, equals by the second and so on; what is equal in all stays in its order.
 * Counts digits instead of comparing (LSD radix sort): a million entries take 0.1 s where comparing takes more than one.
 */
export function sortByKeys(entries: Uint32Array, keys: readonly SortKey[]): Uint32Array {
  if (entries.length < fewEntries) return sortByComparing(entries, keys);
  return keys.reduceRight(sortByCounting, entries);
}

function sortByComparing(entries: Uint32Array, keys: readonly SortKey[]): Uint32Array {
  const columns = keys.map(key => offsetsOf(entries, key).offset);
  const places = placesOf(entries).sort((a, b) => {
    for (const column of columns) {
      const difference = (column[a] as number) - (column[b] as number);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  return places.map(place => entries[place] as number);
}

function sortByCounting(entries: Uint32Array, key: SortKey): Uint32Array {
  const { offset, range } = offsetsOf(entries, key);
  let from = placesOf(entries);
  let to = new Uint32Array(entries.length);
  const word = new Uint32Array(entries.length);
  for (let unit = 1; unit <= range; unit *= lowWord) {
    for (let i = 0; i < word.length; i++) word[i] = Math.floor((offset[i] as number) / unit);
    const widest = Math.min(Math.floor(range / unit), lowWord - 1);
    for (let shift = 0; shift < 32 && widest >>> shift !== 0; shift += digitBits) {
      scatter(word, shift, from, to);
      [from, to] = [to, from];
    }
  }
  for (let i = 0; i < from.length; i++) to[i] = entries[from[i] as number] as number;
  return to;
}

/** Numbers of the entries, from 0. */
export function placesOf(entries: { readonly length: number }): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(entries.length);
  for (let i = 0; i < places.length; i++) places[i] = i;
  return places;
}

/** Numbers from 0 that have the order of a key. */
interface Offsets {
  /** For each entry, how far it is behind the first. */
  readonly offset: Float64Array;
  /** The greatest of them. */
  readonly range: number;
}

export function offsetsOf(entries: Uint32Array, { values, ascending }: SortKey): Offsets {
  const offset = values(entries);
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < offset.length; i++) {
    const value = offset[i] as number;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  for (let i = 0; i < offset.length; i++) {
    offset[i] = ascending ? (offset[i] as number) - least : greatest - (offset[i] as number);
  }
  return { offset, range: greatest - least };
}

/** Puts places in the order of one digit of their words, equals in the order in which they come. */
function scatter(word: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const next = new Uint32Array(digits);
  for (let i = 0; i < word.length; i++) {
    const digit = ((word[i] as number) >>> shift) & (digits - 1);
    next[digit] = (next[digit] as number) + 1;
  }
  let start = 0;
  for (let digit = 0; digit < digits; digit++) {
    const count = next[digit] as number;
    next[digit] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number;
    const digit = ((word[place] as number) >>> shift) & (digits - 1);
    const slot = next[digit] as number;
    next[digit] = slot + 1;
    to[slot] = place;
  }
}
