import { freemem, totalmem } from 'node:os';
import type { HostMemory } from '../src/snapshot/memory/host-memory.ts';
import { bytes } from '../src/units.ts';

/** Memory of this computer, or of the container that the program is confined to. */
export function hostMemory(): HostMemory {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  // macOS counts what it would give back at once as used, so that next to nothing is ever free.
  const free = process.platform === 'darwin' ? null : bytes(freemem());
  return { total: bytes(Math.min(totalmem(), limit)), free };
}
