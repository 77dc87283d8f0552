/** Bytes for each node: in 32 bits where that is enough, which takes half the memory. */
export type Sizes = Uint32Array | Float64Array;

/** The largest whole number that needs no more than 32 bits. */
export const mostIn32Bits = 0xffff_ffff;

/** Room for sizes of which none is larger than `most`, all 0. */
export function sizesUpTo(most: number, length: number): Sizes {
  return most <= mostIn32Bits ? new Uint32Array(length) : new Float64Array(length);
}

export function sumOf(sizes: Sizes): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) sum += sizes[i] as number;
  return sum;
}
