import type { EdgeSources } from './graph/edge-sources.ts';
import type { HeapSnapshot, NodeOrdinal } from './heap-snapshot.ts';
import type { Sizes } from './sizes.ts';

/** Distance of a node that no path of strong edges leads to, as DevTools' engine has it. */
export const noDistance = -5;
/** Distances from here on count from V8's own roots, because no root of the page leads there. */
export const systemDistance = 100_000_000;

/** States of `HeapGraph.domState`. */
export const attached = 1;
export const detached = 2;

/** What follows from the edges of a snapshot: sizes, distances, the dominator tree. Every figure equals that of DevTools' Memory panel. */
export interface HeapGraph {
  readonly snapshot: HeapSnapshot;
  /** For each node, its size in bytes; in files with roots of the page, hidden parts count towards the one object that owns them. */
  readonly shallowSize: Sizes;
  /** For each node, edges from the root (or from the page's roots, where the file has them); see `noDistance` and `systemDistance`. */
  readonly distance: Int32Array;
  /** For each node, 0 when nothing is known, `attached` to a document or `detached`: nodes of the host pass theirs on to one another. */
  readonly domState: Uint8Array;
  /** Of each edge one bit (`[edge >> 3]`, lowest first): whether it counts for dominators. Weak edges, self edges and the table's edge to a WeakMap's value do not. */
  readonly essential: Uint8Array;
  readonly dominators: DominatorTree;
  /** Shallow size of all nodes and `extraNativeBytes`, in bytes. */
  readonly totalSize: number;
  /** For each node, how many edges lead to the nodes before it: the difference to the next is how many lead to the node. One entry more than nodes. Counted when first asked for, then kept. */
  firstRetainer(): Uint32Array;
  /** Who points to whom; sorted when first asked for (0.6 s for 37 M edges), then kept. */
  retainers(): Retainers;
  /** Where edges come from; made when first asked for (0.03 s for 37 M edges), then kept. */
  edgeSources(): EdgeSources;
}

/**
 * Whether DevTools puts "Detached " in front of the node's name, by which it then finds the node: so it does with nodes of the host
 * in files that have the state of nodes apart from their names.
 * @param native the number of the type `native`
 */
export function isNamedDetached({ snapshot, domState }: HeapGraph, node: number, native: number): boolean {
  return domState[node] === detached && snapshot.nodes.type[node] === native && snapshot.nodes.detachedness !== null;
}

/** The dominator tree, numbered so that a subtree is a range. */
export interface DominatorTree {
  /** For each place in depth-first order, the ordinal of its node; the root is first. */
  readonly order: Uint32Array;
  /** For each node, its place in `order`. */
  readonly place: Uint32Array;
  /** For each place, that of the node which dominates its node immediately; the root's is its own. */
  readonly dominator: Uint32Array;
  /** For each place, how many nodes the subtree of its node has with itself: they fill `order` from there on. The first child stands at the next place, the second behind the first one's subtree. */
  readonly subtreeCount: Uint32Array;
  /** For each place, the bytes that would go with its node: the shallow size of all nodes of the subtree. */
  readonly retainedSize: Sizes;
}

/** For each node, the edges that point to it. */
export interface Retainers {
  /** For each node, where its retainers begin in `edge`; one entry more than nodes, the same as `HeapGraph.firstRetainer()`. */
  readonly first: Uint32Array;
  /** For each retainer, the index of its edge, ascending within a node; `edgeSource` tells the node it comes from. */
  readonly edge: Uint32Array;
}

/** The node that dominates a node immediately; the root for the root. */
export function dominatorOf({ dominators }: HeapGraph, node: number): NodeOrdinal {
  const { order, place, dominator } = dominators;
  return order[dominator[place[node] as number] as number] as NodeOrdinal;
}

/** Bytes that would go with a node: its shallow size and that of all nodes that it dominates. */
export function retainedSizeOf({ dominators }: HeapGraph, node: number): number {
  return dominators.retainedSize[dominators.place[node] as number] as number;
}

/** How many nodes a node dominates, itself included. */
export function subtreeCountOf({ dominators }: HeapGraph, node: number): number {
  return dominators.subtreeCount[dominators.place[node] as number] as number;
}

/** The node that an edge leads from: found by halves in O(log n). */
export function edgeSource(snapshot: HeapSnapshot, edge: number): NodeOrdinal {
  const { firstEdge } = snapshot.nodes;
  let low = 0;
  let high = snapshot.nodeCount;
  // The last node whose first edge is not behind this one: nodes without edges share the start of the next.
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((firstEdge[middle] as number) <= edge) low = middle;
    else high = middle;
  }
  return low as NodeOrdinal;
}
