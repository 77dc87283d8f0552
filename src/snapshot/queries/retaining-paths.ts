import { edgeSource, type HeapGraph, systemDistance } from '../heap-graph.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import { retainersOf } from './edge-lists.ts';
import { type IgnoredRetainers, unreachable } from './ignored-retainers.ts';
import { MinHeap } from './min-heap.ts';
import { dominatorChain } from './node-lists.ts';

export interface RetainingPaths {
  /** Edges against their direction: the first of a path leads to the node itself, the source of the last is held by the root. */
  readonly paths: readonly (readonly number[])[];
  /** Whether the search was given up before it knew that there are no more. */
  readonly isCut: boolean;
}

/** A search that has met this many nodes is given up: it takes half a second by then. */
const mostNodes = 500_000;

/**
 * Different paths that hold a node, the shortest first: every further one is the shortest that has another last edge and
 * shares no node with those before, but for those that every path goes through (its dominators) and V8's own roots.
 */
export function retainingPaths(
  graph: HeapGraph,
  node: number,
  most: number,
  ignored: IgnoredRetainers,
): RetainingPaths {
  const { type } = graph.snapshot.nodes;
  const { synthetic } = nodeTypeNumbers(graph.snapshot);
  const dominators = new Set(dominatorChain(graph, node));
  const takenEdges = new Set<number>();
  const takenNodes = new Set<number>();
  const paths: number[][] = [];
  if (isEnd(graph, ignored, node)) return { paths, isCut: false };
  while (paths.length < most) {
    const path = shortestPath(graph, node, ignored, edge => {
      return !takenEdges.has(edge) && !takenNodes.has(edgeSource(graph.snapshot, edge));
    });
    if (path === 'given up') return { paths, isCut: true };
    if (path === 'none') return { paths, isCut: false };
    paths.push(path);
    takenEdges.add(path[0] as number);
    for (const edge of path) {
      const source = edgeSource(graph.snapshot, edge);
      if (type[source] !== synthetic && !dominators.has(source)) takenNodes.add(source);
    }
  }
  return { paths, isCut: true };
}

/** A* against the edges; the distance of a node is what is left to go. */
function shortestPath(
  graph: HeapGraph,
  start: number,
  ignored: IgnoredRetainers,
  mayPass: (edge: number) => boolean,
): number[] | 'none' | 'given up' {
  const steps = new Map([[start, 0]]);
  /** For each node that was met, the edge that leads from it on towards the start. */
  const next = new Map<number, number>();
  const done = new Set<number>();
  const open = new MinHeap();
  open.push(start, 0);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (done.has(node)) continue;
    done.add(node);
    if (isEnd(graph, ignored, node)) return pathFrom(graph, node, start, next);
    if (done.size > mostNodes) return 'given up';
    const soFar = (steps.get(node) as number) + 1;
    for (const edge of retainersOf(graph, node)) {
      const source = edgeSource(graph.snapshot, edge);
      const left = ignored.distanceOf(source);
      if (left >= unreachable || ignored.isBroken(edge) || !mayPass(edge)) continue;
      if (soFar >= (steps.get(source) ?? Number.POSITIVE_INFINITY)) continue;
      steps.set(source, soFar);
      next.set(source, edge);
      open.push(source, soFar + left);
    }
  }
  return 'none';
}

/** Whether the root holds the node itself, as distances are counted. */
function isEnd(graph: HeapGraph, ignored: IgnoredRetainers, node: number): boolean {
  const distance = ignored.distanceOf(node);
  return node === graph.snapshot.root || distance === 1 || distance === systemDistance + 1;
}

function pathFrom({ snapshot }: HeapGraph, end: number, start: number, next: ReadonlyMap<number, number>): number[] {
  const path: number[] = [];
  for (let node = end; node !== start; ) {
    const edge = next.get(node) as number;
    path.push(edge);
    node = snapshot.edges.target[edge] as number;
  }
  return path.reverse();
}
