import type { HostMemory } from '../../src/snapshot/memory/host-memory.ts';
import { bytes } from '../../src/units.ts';

const gigabyte = 2 ** 30;

/** What Chrome tells any page, without a permission: the memory of the computer in GB, rounded to a power of two, and never more than a limit of its own. */
export function hostMemory(): HostMemory {
  const { deviceMemory }: { readonly deviceMemory?: number } = navigator as Navigator & { deviceMemory?: number };
  return { total: deviceMemory === undefined ? null : bytes(deviceMemory * gigabyte), free: null };
}
