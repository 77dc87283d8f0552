import { type Bytes, bytes } from '../../units.ts';

/** What the host knows of its memory; a figure that it does not tell is null. */
export interface HostMemory {
  /** Memory of the computer, or as much of it as the program may have. */
  readonly total: Bytes | null;
  /** What of it nobody uses now. */
  readonly free: Bytes | null;
}

/** A snapshot may be opened beside another that it is compared with, and beside the page that it was taken of. */
const mostOfTotal = 1 / 2;
/** What is open already counted in, the page and all else still need their part. */
const mostOfTotalTogether = 3 / 4;

/**
 * Whether opening a snapshot may take more memory than there is: more than half of the computer's, together with what is open already more
 * than three quarters, or more than is free. Where the host tells nothing, nothing speaks against it.
 * @param open what snapshots that are open already hold.
 */
export function mayNotFit(needed: Bytes, { total, free }: HostMemory, open = bytes(0)): boolean {
  if (free !== null && needed > free) return true;
  return total !== null && (needed > total * mostOfTotal || needed + open > total * mostOfTotalTogether);
}
