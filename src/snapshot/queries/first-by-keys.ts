import { digits, fewEntries, offsetsOf, type SortKey, sortByKeys } from './sort.ts';

/**
 * The first `count` of what `sortByKeys` gives, without sorting the rest: all that come before the last of them by the first key,
 * and of its equals those that come first by the other keys. Of 1.7 million entries it takes a sixth of the time.
 */
export function firstByKeys(entries: Uint32Array, keys: readonly SortKey[], count: number): Uint32Array {
  const [key, ...others] = keys;
  if (!key || entries.length < Math.max(fewEntries, 2 * count)) return sortByKeys(entries, keys).slice(0, count);
  const { offset, range } = offsetsOf(entries, key);
  if (range === 0) return firstByKeys(entries, others, count);
  const last = nthLeast(offset, range, count - 1);
  const before = new Uint32Array(count);
  const equal = new Uint32Array(entries.length);
  let [beforeCount, equalCount] = [0, 0];
  for (let i = 0; i < entries.length; i++) {
    const value = offset[i] as number;
    if (value < last) before[beforeCount++] = entries[i] as number;
    else if (value === last) equal[equalCount++] = entries[i] as number;
  }
  const first = new Uint32Array(count);
  first.set(sortByKeys(before.subarray(0, beforeCount), keys));
  first.set(firstByKeys(equal.subarray(0, equalCount), others, count - beforeCount), beforeCount);
  return first;
}

/**
 * The value at place `n`, from 0, of whole numbers as if they were sorted: finds the first digit by counting how many have each,
 * then goes on with those that have it.
 * @param range the greatest of them; the least is 0
 */
function nthLeast(values: Float64Array, range: number, n: number): number {
  let unit = 1;
  // By doubling: logarithms of large numbers are not exact.
  while (Math.floor(range / unit) >= digits) unit *= 2;
  const digitOf = (value: number) => Math.floor(value / unit);
  const counts = new Uint32Array(digits);
  for (let i = 0; i < values.length; i++) {
    const digit = digitOf(values[i] as number);
    counts[digit] = (counts[digit] as number) + 1;
  }
  let digit = 0;
  let before = 0;
  for (; before + (counts[digit] as number) <= n; digit++) before += counts[digit] as number;
  if (unit === 1) return digit;
  const base = digit * unit;
  const rest = new Float64Array(counts[digit] as number);
  let greatest = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (digitOf(values[i] as number) !== digit) continue;
    const value = (values[i] as number) - base;
    rest[count++] = value;
    if (value > greatest) greatest = value;
  }
  return base + nthLeast(rest, greatest, n - before);
}
