import type { Statistics } from '../class-table.ts';
import { type HeapGraph, isNamedDetached } from '../heap-graph.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';

/** Bytes by kind (`JSHeapSnapshot.calculateStatistics` of DevTools). */
export function statisticsOf(graph: HeapGraph): Statistics {
  const { snapshot, shallowSize } = graph;
  const { type, name } = snapshot.nodes;
  const types = nodeTypeNumbers(snapshot);
  const strings = [types.string, types['concatenated string'], types['sliced string']];
  const bufferData = snapshot.strings.indexOf('system / JSArrayBufferData');
  const array = snapshot.strings.indexOf('Array');
  const elementsOf = ownElements(graph);
  const sums = { native: snapshot.extraNativeBytes, typedArrays: 0, code: 0, strings: 0, jsArrays: 0, system: 0 };
  for (let node = 0; node < snapshot.nodeCount; node++) {
    const kind = type[node] as number;
    const size = shallowSize[node] as number;
    if (kind === types.hidden) sums.system += size;
    else if (kind === types.native) {
      sums.native += size;
      if (name[node] === bufferData && !isNamedDetached(graph, node, types.native)) sums.typedArrays += size;
    } else if (kind === types.code) sums.code += size;
    else if (strings.includes(kind)) sums.strings += size;
    else if (name[node] === array) sums.jsArrays += size + elementsOf(node);
  }
  const { native, typedArrays, code, jsArrays, system } = sums;
  const total = graph.totalSize;
  return {
    total,
    native: { total: native, typedArrays },
    v8heap: { total: total - native, code, jsArrays, strings: sums.strings, system },
  };
}

/** Bytes of an array's elements, unless something else points to them too. */
function ownElements({ snapshot, shallowSize, firstRetainer: countRetainers }: HeapGraph): (node: number) => number {
  const firstRetainer = countRetainers();
  const { firstEdge } = snapshot.nodes;
  const { type, nameOrIndex, target } = snapshot.edges;
  const { internal } = edgeTypeNumbers(snapshot);
  const elements = snapshot.strings.indexOf('elements');
  return node => {
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (type[edge] !== internal || nameOrIndex[edge] !== elements) continue;
      const child = target[edge] as number;
      const isOwn = (firstRetainer[child + 1] as number) - (firstRetainer[child] as number) === 1;
      return isOwn ? (shallowSize[child] as number) : 0;
    }
    return 0;
  };
}
