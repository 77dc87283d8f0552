import { hasBit } from '../bits.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { widened } from '../parse/capacity.ts';
import type { Scratch } from './scratch.ts';

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
  /** Of each node one bit (`[node >> 3]`, lowest first): whether several essential edges lead to it from nodes that can be reached. */
  readonly isJoin: Uint8Array;
}

/**
 * Walks the essential edges from the root, then from each node that only weak edges lead to, as if the root held it.
 * What is left are cycles that nothing holds: each of their nodes counts as a child of the root.
 */
export function depthFirst(snapshot: HeapSnapshot, essential: Uint8Array, scratch: Scratch): DepthFirst {
  const { nodeCount, root } = snapshot;
  const order: Order = {
    aside: new Uint32Array(shortestAside),
    vertex: scratch.take(nodeCount + 1),
    number: scratch.take(nodeCount),
    parent: scratch.take(nodeCount + 1),
    isNumbered: new Uint8Array(Math.ceil(nodeCount / 8)),
    isJoin: new Uint8Array(Math.ceil(nodeCount / 8)),
    last: 0,
  };
  walk(snapshot, essential, order, root, 0);
  const { number, vertex, parent, isNumbered, isJoin } = order;
  const rootNumber = 1;
  if (order.last < nodeCount) {
    const isHeld = heldNodes(snapshot, essential, isNumbered);
    for (let node = 0; node < nodeCount; node++) {
      if (!hasBit(isNumbered, node) && isHeld[node] === 0) walk(snapshot, essential, order, node, rootNumber);
    }
  }
  const reachedCount = order.last;
  for (let node = 0; node < nodeCount && order.last < nodeCount; node++) {
    if (hasBit(isNumbered, node)) continue;
    number[node] = ++order.last;
    vertex[order.last] = node;
    parent[order.last] = rootNumber;
  }
  return { vertex, number, parent, reachedCount, isJoin };
}

interface Order {
  readonly vertex: Uint32Array;
  readonly number: Uint32Array;
  readonly parent: Uint32Array;
  /** Of each node one bit: whether it has a number. It is asked for each edge, and a bit for each node stays in the cache. */
  readonly isNumbered: Uint8Array;
  readonly isJoin: Uint8Array;
  /** Nodes that are put aside while those below them are walked: of each its number, the edge to go on with and the end of its edges. */
  aside: Uint32Array;
  /** The highest number that has been given. */
  last: number;
}

const fieldsAside = 3;
const shortestAside = 1024 * fieldsAside;

/** Numbers what can be reached from `start` and has no number yet. */
function walk(snapshot: HeapSnapshot, essential: Uint8Array, order: Order, start: number, from: number): void {
  const { firstEdge } = snapshot.nodes;
  const { target } = snapshot.edges;
  const { vertex, number, parent, isNumbered, isJoin } = order;
  let depth = 0;
  let { last, aside } = order;
  let current = ++last;
  number[start] = current;
  isNumbered[start >>> 3] = (isNumbered[start >>> 3] as number) | (1 << (start & 7));
  vertex[current] = start;
  parent[current] = from;
  let edge = firstEdge[start] as number;
  let end = firstEdge[start + 1] as number;
  for (;;) {
    if (edge === end) {
      if (depth === 0) break;
      depth -= fieldsAside;
      current = aside[depth] as number;
      edge = aside[depth + 1] as number;
      end = aside[depth + 2] as number;
      continue;
    }
    const child = target[edge] as number;
    const isEssential = ((essential[edge >>> 3] as number) & (1 << (edge & 7))) !== 0;
    edge++;
    if (!isEssential) continue;
    const byte = child >>> 3;
    const bit = 1 << (child & 7);
    const known = isNumbered[byte] as number;
    if ((known & bit) !== 0) {
      isJoin[byte] = (isJoin[byte] as number) | bit;
      continue;
    }
    isNumbered[byte] = known | bit;
    last++;
    number[child] = last;
    vertex[last] = child;
    parent[last] = current;
    const first = firstEdge[child] as number;
    const behind = firstEdge[child + 1] as number;
    if (first === behind) continue;
    // Who has no edge left need not be come back to: so a long chain needs no room.
    if (edge !== end) {
      if (depth === aside.length) aside = widened(aside, depth * 2);
      aside[depth] = current;
      aside[depth + 1] = edge;
      aside[depth + 2] = end;
      depth += fieldsAside;
    }
    current = last;
    edge = first;
    end = behind;
  }
  order.last = last;
  order.aside = aside;
}

/** For each node without a number, 1 when an essential edge leads to it: it can only come from another such node. */
function heldNodes(
  { nodeCount, nodes, edges }: HeapSnapshot,
  essential: Uint8Array,
  isNumbered: Uint8Array,
): Uint8Array {
  const isHeld = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    if (hasBit(isNumbered, node)) continue;
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      if (hasBit(essential, edge)) isHeld[edges.target[edge] as number] = 1;
    }
  }
  return isHeld;
}
