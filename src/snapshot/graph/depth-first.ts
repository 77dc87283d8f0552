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
  const order: Order = {
    vertex: new Uint32Array(nodeCount + 1),
    number: new Uint32Array(nodeCount),
    parent: new Uint32Array(nodeCount + 1),
    nextEdge: new Uint32Array(nodeCount + 1),
    isNumbered: new Uint8Array(Math.ceil(nodeCount / 8)),
    last: 0,
  };
  walk(snapshot, essential, order, root, 0);
  const { number, vertex, parent } = order;
  const rootNumber = 1;
  if (order.last < nodeCount) {
    const isHeld = heldNodes(snapshot, essential, number);
    for (let node = 0; node < nodeCount; node++) {
      if (number[node] === 0 && isHeld[node] === 0) walk(snapshot, essential, order, node, rootNumber);
    }
  }
  const reachedCount = order.last;
  for (let node = 0; node < nodeCount && order.last < nodeCount; node++) {
    if (number[node] !== 0) continue;
    number[node] = ++order.last;
    vertex[order.last] = node;
    parent[order.last] = rootNumber;
  }
  return { vertex, number, parent, reachedCount };
}

interface Order {
  readonly vertex: Uint32Array;
  readonly number: Uint32Array;
  readonly parent: Uint32Array;
  /** For each number on the path, the edge to be looked at next. */
  readonly nextEdge: Uint32Array;
  /** Of each node one bit: whether it has a number. It is asked for each edge, and a bit for each node stays in the cache. */
  readonly isNumbered: Uint8Array;
  /** The highest number that has been given. */
  last: number;
}

/** Numbers what can be reached from `start` and has no number yet. */
function walk(snapshot: HeapSnapshot, essential: Uint8Array, order: Order, start: number, from: number): void {
  const { firstEdge } = snapshot.nodes;
  const { target } = snapshot.edges;
  const { vertex, number, parent, nextEdge, isNumbered } = order;
  let { last } = order;
  const top = ++last;
  number[start] = top;
  isNumbered[start >>> 3] = (isNumbered[start >>> 3] as number) | (1 << (start & 7));
  vertex[top] = start;
  parent[top] = from;
  let current = top;
  let edge = firstEdge[start] as number;
  let end = firstEdge[start + 1] as number;
  for (;;) {
    if (edge === end) {
      if (current === top) break;
      current = parent[current] as number;
      edge = nextEdge[current] as number;
      end = firstEdge[(vertex[current] as number) + 1] as number;
      continue;
    }
    const child = target[edge] as number;
    const known = isNumbered[child >>> 3] as number;
    const bit = 1 << (child & 7);
    const isNew = (known & bit) === 0 && ((essential[edge >>> 3] as number) & (1 << (edge & 7))) !== 0;
    edge++;
    if (!isNew) continue;
    isNumbered[child >>> 3] = known | bit;
    nextEdge[current] = edge;
    last++;
    number[child] = last;
    vertex[last] = child;
    parent[last] = current;
    current = last;
    edge = firstEdge[child] as number;
    end = firstEdge[child + 1] as number;
  }
  order.last = last;
}

/** For each node without a number, 1 when an essential edge leads to it: it can only come from another such node. */
function heldNodes({ nodeCount, nodes, edges }: HeapSnapshot, essential: Uint8Array, number: Uint32Array): Uint8Array {
  const isHeld = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    if (number[node] !== 0) continue;
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      const isEssential = ((essential[edge >>> 3] as number) & (1 << (edge & 7))) !== 0;
      if (isEssential) isHeld[edges.target[edge] as number] = 1;
    }
  }
  return isHeld;
}
