import type { ClassRow, ClassTable } from '../class-table.ts';
import type { HeapGraph } from '../heap-graph.ts';

/**
 * Counts the nodes of each class, the class that retains most first (`HeapSnapshot.aggregatesWithFilter` of DevTools).
 * Nodes of no size do not count, and classes without a node are not there.
 * @param counts says which nodes count; all unless given.
 */
export function aggregate(
  graph: HeapGraph,
  classes: ClassTable,
  counts: ((node: number) => boolean) | null = null,
): ClassRow[] {
  const { shallowSize, distance } = graph;
  const { classOf, keys, names } = classes;
  const count = new Uint32Array(keys.length);
  const shallow = new Float64Array(keys.length);
  const nearest = new Int32Array(keys.length);
  // A bit for each node stays in the cache.
  const isCounted = new Uint8Array(Math.ceil(classOf.length / 8));
  for (let node = 0; node < classOf.length; node++) {
    const size = shallowSize[node] as number;
    if (size === 0 || (counts !== null && !counts(node))) continue;
    isCounted[node >>> 3] = (isCounted[node >>> 3] as number) | (1 << (node & 7));
    const classIndex = classOf[node] as number;
    const nodes = count[classIndex] as number;
    const far = distance[node] as number;
    if (nodes === 0 || far < (nearest[classIndex] as number)) nearest[classIndex] = far;
    count[classIndex] = nodes + 1;
    shallow[classIndex] = (shallow[classIndex] as number) + size;
  }
  const retained = retainedByClass(graph, classes, isCounted);
  const rows: ClassRow[] = [];
  for (let classIndex = 0; classIndex < keys.length; classIndex++) {
    if (count[classIndex] === 0) continue;
    rows.push({
      classIndex,
      key: keys[classIndex] as string,
      name: names[classIndex] as string,
      count: count[classIndex] as number,
      shallowSize: shallow[classIndex] as number,
      retainedSize: retained[classIndex] as number,
      distance: nearest[classIndex] as number,
    });
  }
  return rows.sort((a, b) => b.retainedSize - a.retainedSize);
}

/** For each class, the bytes that would go with all of its nodes that count. */
function retainedByClass(
  { dominators }: HeapGraph,
  { classOf, keys }: ClassTable,
  isCounted: Uint8Array,
): Float64Array {
  const { order, subtreeCount, retainedSize } = dominators;
  const retained = new Float64Array(keys.length);
  /** For each class, where the subtree of its last node in the dominator tree ends: what lies before is part of that node. */
  const coveredTo = new Uint32Array(keys.length);
  for (let place = 0; place < order.length; place++) {
    const node = order[place] as number;
    if (((isCounted[node >>> 3] as number) & (1 << (node & 7))) === 0) continue;
    const classIndex = classOf[node] as number;
    if (place < (coveredTo[classIndex] as number)) continue;
    coveredTo[classIndex] = place + (subtreeCount[place] as number);
    retained[classIndex] = (retained[classIndex] as number) + (retainedSize[place] as number);
  }
  return retained;
}
