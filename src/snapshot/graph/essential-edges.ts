import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import type { Ephemerons } from './ephemerons.ts';
import { pageObjects } from './user-roots.ts';

/**
 * Of each edge one bit: whether it counts for dominators (`HeapSnapshot.computeIsEssentialEdge` of DevTools).
 * - Weak edges and edges to oneself hold nothing.
 * - The value of a WeakMap's entry is held by key and table together: the edge from the key stays, the one from the table goes.
 * - Shortcuts count at the root alone, where they mark windows.
 * - What the debugger holds of the page does not count, where a file tells the two apart.
 */
export function essentialEdges(snapshot: HeapSnapshot, ephemerons: Ephemerons): Uint8Array {
  const { nodeCount, edgeCount, root } = snapshot;
  const { firstEdge, id } = snapshot.nodes;
  const { type, nameOrIndex, target } = snapshot.edges;
  const { internal, shortcut, weak } = edgeTypeNumbers(snapshot);
  const isPage = pageObjects(snapshot);
  const { pairOf, table } = ephemerons;
  // Nearly all edges count: the few that do not are taken out.
  const bits = new Uint8Array(Math.ceil(edgeCount / 8)).fill(0xff);
  let edge = 0;
  for (let node = 0; node < nodeCount; node++) {
    const isDebugger = isPage !== null && isPage[node] === 0 && node !== root;
    const end = firstEdge[node + 1] as number;
    for (; edge < end; edge++) {
      const kind = type[edge] as number;
      const child = target[edge] as number;
      let counts = kind !== weak && child !== node && (kind !== shortcut || node === root);
      if (isDebugger && isPage[child] === 1) counts = false;
      if (pairOf !== null && kind === internal) {
        const pair = pairOf[nameOrIndex[edge] as number] as number;
        if (pair !== 0 && table[pair - 1] === id[node]) counts = false;
      }
      if (!counts) bits[edge >>> 3] = (bits[edge >>> 3] as number) & ~(1 << (edge & 7));
    }
  }
  return bits;
}
