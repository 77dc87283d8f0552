import type { Bytes } from '../../units.ts';

/** What the host knows of its memory; a figure that it does not tell is null. */
export interface HostMemory {
  /** Memory of the computer, or as much of it as the program may have. */
  readonly total: Bytes | null;
  /** What of it nobody uses now. */
  readonly free: Bytes | null;
}

/** A snapshot may be opened beside another that it is compared with, and beside the page that it was taken of. */
const mostOfTotal = 1 / 2;

/**
 * Whether opening a snapshot may take more memory than there is: more than half of the computer's, or more than is free.
 * Where the host tells nothing, nothing speaks against it.
 */
export function mayNotFit(needed: Bytes, { total, free }: HostMemory): boolean {
  return (total !== null && needed > total * mostOfTotal) || (free !== null && needed > free);
}
