import { type HeapGraph, retainedSizeOf } from '../heap-graph.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import { nodesWhere } from './node-lists.ts';
import type { NodeNames } from './node-names.ts';
import { keyBy, sortByKeys } from './sort.ts';
import { StringKeys } from './string-keys.ts';

/** Strings of one text that are in memory more than once. */
export interface DuplicateStrings {
  /** Ordinals of the copies. */
  readonly nodes: Uint32Array;
  /** Whether V8 wrote the beginning of the text only. */
  readonly isTruncated: boolean;
  /** Bytes of all copies. */
  readonly shallowSize: number;
  /** Sum of the copies' retained sizes in bytes. */
  readonly retainedSize: number;
  /** Bytes that all copies but the largest take up: what one copy alone would save. */
  readonly wastedSize: number;
}

/**
 * Texts that are in memory more than once, the most wasteful first (`HeapSnapshot.getDuplicateStrings` of DevTools):
 * joined strings that V8 has flattened are not copies, and truncated ones must agree in length and hash too.
 */
export function duplicateStrings(graph: HeapGraph, names: NodeNames): DuplicateStrings[] {
  const { string, 'concatenated string': joined } = nodeTypeNumbers(graph.snapshot);
  const { type } = graph.snapshot.nodes;
  const strings = nodesWhere(
    graph,
    node =>
      (type[node] === string || type[node] === joined) && graph.shallowSize[node] !== 0 && !names.isFlattened(node),
  );
  const keys = new StringKeys(graph.snapshot, names, strings);
  const sorted = sortByKeys(strings, [keyBy(node => keys.of(node), true)]);
  const groups: DuplicateStrings[] = [];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const key = keys.of(sorted[start] as number);
    while (end < sorted.length && keys.of(sorted[end] as number) === key) end++;
    if (end - start > 1) groups.push(groupOf(graph, sorted.subarray(start, end), keys.isTruncated(key)));
  }
  return groups.sort((a, b) => b.wastedSize - a.wastedSize);
}

/** For each node, 1 when it is a string that is in memory more than once. */
export function duplicatedStrings(graph: HeapGraph, names: NodeNames): Uint8Array {
  const isDuplicated = new Uint8Array(graph.snapshot.nodeCount);
  for (const { nodes } of duplicateStrings(graph, names)) for (const node of nodes) isDuplicated[node] = 1;
  return isDuplicated;
}

function groupOf(graph: HeapGraph, nodes: Uint32Array, isTruncated: boolean): DuplicateStrings {
  let shallowSize = 0;
  let retainedSize = 0;
  let largest = 0;
  for (const node of nodes) {
    const size = graph.shallowSize[node] as number;
    shallowSize += size;
    retainedSize += retainedSizeOf(graph, node);
    largest = Math.max(largest, size);
  }
  return { nodes, isTruncated, shallowSize, retainedSize, wastedSize: shallowSize - largest };
}
