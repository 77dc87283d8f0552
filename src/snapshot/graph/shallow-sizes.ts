import { detached } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { type Sizes, sizesUpTo, sumOf } from '../sizes.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';

const unvisited = 0xffff_ffff;
const severalOwners = 0xffff_fffe;

/**
 * For each node, its size in bytes (`JSHeapSnapshot.calculateShallowSizes` of DevTools).
 * Where a file has roots of the page, arrays, hidden nodes and the data of external strings that one object alone leads to
 * count towards that object. Other files expose V8's internals: there each node has the size that it has.
 */
export function shallowSizes(snapshot: HeapSnapshot, domState: Uint8Array, hasUserRoots: boolean): Sizes {
  if (!hasUserRoots) return snapshot.nodes.selfSize;
  const owners = ownersOf(snapshot, domState);
  const { synthetic } = nodeTypeNumbers(snapshot);
  const { type, selfSize } = snapshot.nodes;
  const sizes = sizesUpTo(sumOf(selfSize), selfSize.length);
  sizes.set(selfSize);
  for (let node = 0; node < snapshot.nodeCount; node++) {
    const owner = owners[node] as number;
    if (owner >= severalOwners || owner === node) continue;
    if (type[owner] === synthetic || owner === snapshot.root) continue;
    sizes[owner] = (sizes[owner] as number) + (selfSize[node] as number);
    sizes[node] = 0;
  }
  return sizes;
}

/** For each node, the one node that it is part of: itself, for all but arrays, hidden nodes and external strings' data. */
function ownersOf(snapshot: HeapSnapshot, domState: Uint8Array): Uint32Array {
  const { nodeCount } = snapshot;
  const { firstEdge, type: nodeType, name } = snapshot.nodes;
  const { type, target } = snapshot.edges;
  const { array, hidden, native } = nodeTypeNumbers(snapshot);
  const { weak } = edgeTypeNumbers(snapshot);
  const externalString = snapshot.strings.indexOf('system / ExternalStringData');
  const owners = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const kind = nodeType[node] as number;
    const isData = kind === native && name[node] === externalString && domState[node] !== detached;
    owners[node] = kind === hidden || kind === array || isData ? unvisited : node;
  }
  // The outcome does not depend on the order: a node's owner changes from none to one to several, and each change is passed on.
  const waiting: number[] = [];
  for (let start = 0; start < nodeCount; start++) {
    if (owners[start] !== start) continue;
    waiting.push(start);
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const owner = owners[node] as number;
      const end = firstEdge[node + 1] as number;
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (type[edge] === weak) continue;
        const child = target[edge] as number;
        const known = owners[child] as number;
        if (known === child || known === owner || known === severalOwners) continue;
        owners[child] = known === unvisited ? owner : severalOwners;
        waiting.push(child);
      }
    }
  }
  return owners;
}
