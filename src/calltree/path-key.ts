import type { Frame } from './frame.ts';

/** A 53-bit number from two 32-bit hashes: 21 bits of the one above 32 bits of the other. */
function combine(high: number, low: number): number {
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/** One step of MurmurHash3's 32-bit mixing. */
function mix(hash: number, value: number, multiplier: number): number {
  let mixed = Math.imul(hash ^ value, multiplier);
  mixed = (mixed << 13) | (mixed >>> 19);
  return Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
}

const multipliers = [0xcc9e2d51, 0x1b873593] as const;

/** Hashes paths of frames: the same path has the same key in every tree and every update. */
export class PathHasher {
  readonly #high: number[] = [];
  readonly #low: number[] = [];

  /** Takes the next frame of the table: frame n is the n-th that was added. */
  addFrame(frame: Frame): void {
    const text = `${frame.functionName}\n${frame.url}\n${frame.line}:${frame.column}`;
    let high = 0x9747b28c;
    let low = 0x3c6ef372;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      high = mix(high, code, multipliers[0]);
      low = mix(low, code, multipliers[1]);
    }
    this.#high.push(high);
    this.#low.push(low);
  }

  /** The key of `frame` at the end of the path with the key `parent`; 0 stands for no path. */
  key(parent: number, frame: number): number {
    const parentHigh = Math.floor(parent / 2 ** 32);
    const high = mix(mix(this.#high[frame] ?? 0, parentHigh, multipliers[0]), parent >>> 0, multipliers[1]);
    const low = mix(mix(this.#low[frame] ?? 0, parent >>> 0, multipliers[1]), parentHigh, multipliers[0]);
    return combine(high, low);
  }
}

/** The key of a frame alone: the same in every table of frames. */
export function frameKey(frame: Frame): number {
  const hasher = new PathHasher();
  hasher.addFrame(frame);
  return hasher.key(0, 0);
}
