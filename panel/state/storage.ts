import { type Bytes, bytes } from '../../src/units.ts';
import { formatBytes } from '../widgets/format.ts';

/** The disk space that Chrome gives Heapscope. */
export interface StorageFigures {
  readonly used: Bytes;
  readonly free: Bytes;
  /** Whether Chrome has promised not to delete anything by itself when the disk fills up. */
  readonly persistent: boolean;
}

export async function readStorage(storage: StorageManager): Promise<StorageFigures> {
  const [{ usage = 0, quota = 0 }, persistent] = await Promise.all([storage.estimate(), storage.persisted()]);
  return { used: bytes(usage), free: bytes(Math.max(0, quota - usage)), persistent };
}

/** A snapshot of a JavaScript heap takes 2.7 times its size as a file (250 MB: 674 MB); with some air. */
const snapshotPerHeap = 3;

/** What to tell before a snapshot that will not fit on the disk; null when it will. @param usedHeap size of the page's heap now. */
export function snapshotWarning(usedHeap: Bytes, { free }: StorageFigures): string | null {
  const needed = snapshotPerHeap * usedHeap;
  if (needed <= free) return null;
  return `A snapshot of this heap takes about ${formatBytes(needed)}, and ${formatBytes(free)} are free: delete captures first.`;
}
