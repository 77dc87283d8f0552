import type { Bytes } from '../../units.ts';
import { bytes as asBytes } from '../../units.ts';

/** Live bytes per stack with the rare stacks in one sum. */
export interface Snapshot {
  /** Stacks by ascending number. */
  readonly stack: Uint32Array;
  /** For each of them, bytes alive. */
  readonly bytes: Float64Array;
  /** Bytes of the stacks that are left out: together with `bytes` exactly `total`. */
  readonly other: Bytes;
  readonly total: Bytes;
}

/**
 * Leaves out the smallest stacks for as long as they add up to at most `precision` of the total. Stacks of the same size stay or go
 * together. A stack below zero, which V8's rounding can make, stays.
 * @param live for each stack, bytes alive.
 * @param precision share of the total from 0 (leaves out nothing) to below 1.
 */
export function fold(live: Float64Array, precision: number): Snapshot {
  let total = 0;
  let count = 0;
  for (let stack = 0; stack < live.length; stack++) {
    const held = live[stack] as number;
    total += held;
    if (held !== 0) count++;
  }
  const least = precision > 0 ? smallestKept(live, Math.max(0, Math.floor(total * precision))) : 0;

  const stacks = new Uint32Array(count);
  const bytes = new Float64Array(count);
  let kept = 0;
  let other = 0;
  for (let stack = 0; stack < live.length; stack++) {
    const held = live[stack] as number;
    if (held === 0) continue;
    if (held > 0 && held < least) {
      other += held;
      continue;
    }
    stacks[kept] = stack;
    bytes[kept] = held;
    kept++;
  }
  return {
    stack: stacks.slice(0, kept),
    bytes: bytes.slice(0, kept),
    other: asBytes(other),
    total: asBytes(total),
  };
}

/** The least size at which a stack is kept, when `slop` bytes may go. Linear: only sizes of one power of two are sorted. */
function smallestKept(live: Float64Array, slop: number): number {
  const sums = new Float64Array(64);
  for (const held of live) if (held > 0) sums[magnitude(held)] = (sums[magnitude(held)] as number) + held;
  let dropped = 0;
  let order = 0;
  for (; order < sums.length && dropped + (sums[order] as number) <= slop; order++) dropped += sums[order] as number;

  const sizes = live.filter(held => held > 0 && magnitude(held) === order).sort();
  for (let at = 0; at < sizes.length; ) {
    const size = sizes[at] as number;
    let next = at;
    for (; sizes[next] === size; next++) dropped += size;
    if (dropped > slop) return size;
    at = next;
  }
  return Number.POSITIVE_INFINITY;
}

/** Number of binary digits before the point. */
function magnitude(value: number): number {
  return value < 2 ** 32 ? 32 - Math.clz32(value) : Math.min(63, 64 - Math.clz32(value / 2 ** 32));
}
