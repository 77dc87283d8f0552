import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { frameKey } from '../../../src/calltree/path-key.ts';
import type { FlowUnit, Place } from '../../../src/flow/flow-graph.ts';
import { isAt } from '../../../src/flow/same-place.ts';

/** The row of each other view that shows a place. */
export interface PlaceInViews {
  /** Path key of the heaviest node of the tree at this place; null when it has none. */
  readonly node: number | null;
  /** Key in the table of functions. */
  readonly function: number;
}

export function findPlace({ frame: place }: Place, tree: CallTree, by: FlowUnit): PlaceInViews | null {
  if (!place) return null;
  const matches = tree.frames.map(frame => isAt(frame, place, by));
  let heaviest = -1;
  for (let node = 1; node < tree.nodeCount; node++) {
    if (!matches[tree.frame[node] as number]) continue;
    if (heaviest === -1 || (tree.total[node] as number) > (tree.total[heaviest] as number)) heaviest = node;
  }
  return { node: tree.key[heaviest] ?? null, function: frameKey(place) };
}
