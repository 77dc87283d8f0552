import { distancesFrom } from '../graph/distances.ts';
import { Ephemerons } from '../graph/ephemerons.ts';
import { userRoots } from '../graph/user-roots.ts';
import { type HeapGraph, noDistance, systemDistance } from '../heap-graph.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';

/** Distances from here on are of nodes that only ignored retainers lead to: what is added is the distance with them. */
export const unreachable = 2 * systemDistance;

/**
 * Nodes that a person has looked at and does not want to see among retainers any more. Distances are measured anew without them,
 * so that the next shortest path comes to the front (`HeapSnapshot.ignoreNodeInRetainersView` of DevTools).
 */
export class IgnoredRetainers {
  readonly #nodes = new Set<number>();
  readonly #ephemerons: Ephemerons;
  readonly #internal: number;
  #distance: Int32Array | null = null;
  /** For each pair of a WeakMap, 1 when its key or its table is out of reach: the other half alone holds nothing. */
  #brokenPairs = new Uint8Array(0);

  constructor(private readonly graph: HeapGraph) {
    this.#ephemerons = new Ephemerons(graph.snapshot.strings);
    this.#internal = edgeTypeNumbers(graph.snapshot).internal;
  }

  get nodes(): readonly number[] {
    return [...this.#nodes];
  }

  has(node: number): boolean {
    return this.#nodes.has(node);
  }

  /** Takes as long as measuring all distances: 0.3 s for a million nodes. */
  set(nodes: readonly number[]): void {
    this.#nodes.clear();
    for (const node of nodes) this.#nodes.add(node);
    this.#distance = null;
    this.#brokenPairs = new Uint8Array(0);
    if (nodes.length === 0) return;
    const { snapshot } = this.graph;
    this.#distance = distancesFrom(snapshot, userRoots(snapshot), this.#ephemerons, node => !this.#nodes.has(node));
    this.#brokenPairs = this.#findBrokenPairs(this.#distance);
  }

  distanceOf(node: number): number {
    const usual = this.graph.distance[node] as number;
    const distance = this.#distance === null ? usual : (this.#distance[node] as number);
    return distance === noDistance ? Math.max(0, usual) + unreachable : distance;
  }

  /** Whether an edge to the value of a WeakMap's entry has lost its other half. */
  isBroken(edge: number): boolean {
    if (this.#distance === null || this.graph.snapshot.edges.type[edge] !== this.#internal) return false;
    return this.#brokenPairs[this.#pairOf(edge)] === 1;
  }

  /** Number of the pair whose value an internal edge leads to, 0 when it is another edge. */
  #pairOf(edge: number): number {
    const { pairOf } = this.#ephemerons;
    return pairOf === null ? 0 : (pairOf[this.graph.snapshot.edges.nameOrIndex[edge] as number] as number);
  }

  #findBrokenPairs(distance: Int32Array): Uint8Array<ArrayBuffer> {
    const broken = new Uint8Array(this.#ephemerons.pairCount + 1);
    if (this.#ephemerons.pairCount === 0) return broken;
    const { snapshot } = this.graph;
    const { firstEdge } = snapshot.nodes;
    for (let node = 0; node < snapshot.nodeCount; node++) {
      if (distance[node] !== noDistance) continue;
      const end = firstEdge[node + 1] as number;
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (snapshot.edges.type[edge] === this.#internal) broken[this.#pairOf(edge)] = 1;
      }
    }
    broken[0] = 0;
    return broken;
  }
}
