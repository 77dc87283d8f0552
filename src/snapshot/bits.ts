/** Whether the bit of an index is set, where each byte holds eight, the lowest first. Loops over all edges have it written out. */
export const hasBit = (bits: Uint8Array, index: number): boolean =>
  ((bits[index >>> 3] as number) & (1 << (index & 7))) !== 0;
