import type { HeapSnapshot } from '../heap-snapshot.ts';

/** Nodes numbered in depth-first order from 1 on, the root first. */
export interface DepthFirst {
  /** For each number, the ordinal of its node; entry 0 is not used. */
  readonly vertex: Uint32Array;
  /** For each node ordinal, its number. */
  readonly number: Uint32Array;
  /** For each number, that of the node it was reached from; the root's is 0. */
  readonly parent: Uint32Array;
  /** How many nodes can be reached: those with higher numbers hold only one another. */
  readonly reachedCount: number;
}

/**
 * Walks the essential edges from the root, then from each node that only weak edges lead to, as if the root held it.
 * What is left are cycles that nothing holds: each of their nodes counts as a child of the root.
 */
export function depthFirst(snapshot: HeapSnapshot, essential: Uint8Array): DepthFirst {
  const { nodeCount, root } = snapshot;
  const { firstEdge } = snapshot.nodes;
  const { target } = snapshot.edges;
  const vertex = new Uint32Array(nodeCount + 1);
  const number = new Uint32Array(nodeCount);
  const parent = new Uint32Array(nodeCount + 1);
  /** For each number on the path, the edge to be looked at next. */
  const nextEdge = new Uint32Array(nodeCount + 1);
  let last = 0;

  const begin = (node: number, from: number): void => {
    number[node] = ++last;
    vertex[last] = node;
    parent[last] = from;
    nextEdge[last] = firstEdge[node] as number;
  };

  const walk = (start: number, from: number): void => {
    begin(start, from);
    const top = last;
    let current = top;
    while (current >= top) {
      const end = firstEdge[(vertex[current] as number) + 1] as number;
      let edge = nextEdge[current] as number;
      while (edge < end && (number[target[edge] as number] !== 0 || !isSet(essential, edge))) edge++;
      if (edge === end) {
        current = parent[current] as number;
        continue;
      }
      nextEdge[current] = edge + 1;
      begin(target[edge] as number, current);
      current = last;
    }
  };

  walk(root, 0);
  const rootNumber = 1;
  if (last < nodeCount) {
    const isHeld = heldNodes(snapshot, essential);
    for (let node = 0; node < nodeCount; node++) {
      if (number[node] === 0 && isHeld[node] === 0) walk(node, rootNumber);
    }
  }
  const reachedCount = last;
  for (let node = 0; node < nodeCount && last < nodeCount; node++) if (number[node] === 0) begin(node, rootNumber);
  return { vertex, number, parent, reachedCount };
}

/** For each node, 1 when an essential edge leads to it. */
function heldNodes({ nodeCount, edgeCount, edges }: HeapSnapshot, essential: Uint8Array): Uint8Array {
  const isHeld = new Uint8Array(nodeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    if (isSet(essential, edge)) isHeld[edges.target[edge] as number] = 1;
  }
  return isHeld;
}

const isSet = (bits: Uint8Array, edge: number): boolean => ((bits[edge >>> 3] as number) & (1 << (edge & 7))) !== 0;
