import type { Retainers } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';

/** For each node, where its retainers begin when all edges are sorted by target; one entry more than nodes. */
export function firstRetainers({ nodeCount, edgeCount, edges }: HeapSnapshot): Uint32Array {
  const { target } = edges;
  const first = new Uint32Array(nodeCount + 1);
  for (let edge = 0; edge < edgeCount; edge++) {
    const node = target[edge] as number;
    first[node] = (first[node] as number) + 1;
  }
  let sum = 0;
  for (let node = 0; node <= nodeCount; node++) {
    const count = first[node] as number;
    first[node] = sum;
    sum += count;
  }
  return first;
}

/** Sorts the edges by target, by counting. */
export function retainersOf({ edgeCount, edges }: HeapSnapshot, first: Uint32Array): Retainers {
  const { target } = edges;
  const next = first.slice();
  const sorted = new Uint32Array(edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    const node = target[edge] as number;
    const slot = next[node] as number;
    next[node] = slot + 1;
    sorted[slot] = edge;
  }
  return { first, edge: sorted };
}
