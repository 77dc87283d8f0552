import type { HeapGraph } from '../heap-graph.ts';

/** Nodes that more edges than so many lead to: maps of large classes, empty values, the context of a page. */
export function hubsOf(graph: HeapGraph, moreThan: number): number[] {
  const first = graph.firstRetainer();
  const hubs: number[] = [];
  for (let node = 0; node < graph.snapshot.nodeCount; node++) {
    if ((first[node + 1] as number) - (first[node] as number) > moreThan) hubs.push(node);
  }
  return hubs;
}
