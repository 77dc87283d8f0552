import { edgeSource, type HeapGraph } from '../heap-graph.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';

const unseen = 0xffff_ffff;

/** The edges of a shortest path from the root of the snapshot to a node; null when only weak edges lead there. */
export function pathFromRoot(graph: HeapGraph, node: number): number[] | null {
  const { snapshot } = graph;
  const { root, nodeCount, edges } = snapshot;
  const { weak } = edgeTypeNumbers(snapshot);
  const { first, edge: retainers } = graph.retainers();
  /** For each node that has been met on the way up, the edge that leads down from it. */
  const down = new Uint32Array(nodeCount).fill(unseen);
  const queue = new Uint32Array(nodeCount);
  queue[0] = node;
  for (let head = 0, tail = 1; head < tail && down[root] === unseen && node !== root; head++) {
    const at = queue[head] as number;
    for (let i = first[at] as number; i < (first[at + 1] as number); i++) {
      const edge = retainers[i] as number;
      const source = edgeSource(snapshot, edge);
      if (edges.type[edge] === weak || down[source] !== unseen || source === node) continue;
      down[source] = edge;
      queue[tail++] = source;
    }
  }
  const path: number[] = [];
  for (let at: number = root; at !== node; at = edges.target[path.at(-1) as number] as number) {
    if (down[at] === unseen) return null;
    path.push(down[at] as number);
  }
  return path;
}
