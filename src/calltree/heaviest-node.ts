import type { CallTree } from './call-tree.ts';

/**
 * The node at which a function itself weighs most, or -1; where it weighs nothing itself, the one with most below it.
 * What shrank counts like what grew.
 */
export function heaviestNode({ nodeCount, frame, self, total }: CallTree, wanted: number): number {
  let heaviest = -1;
  for (let node = 1; node < nodeCount; node++) {
    if (frame[node] !== wanted) continue;
    const lead = Math.abs(self[node] ?? 0) - Math.abs(self[heaviest] ?? 0);
    if (heaviest === -1 || lead > 0 || (lead === 0 && Math.abs(total[node] ?? 0) > Math.abs(total[heaviest] ?? 0)))
      heaviest = node;
  }
  return heaviest;
}
