import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';

/**
 * Nodes that the root holds and that stand for the page: every one that V8 has not made up, and the documents' DOM trees.
 * In the order of the edges; a node with two edges is there twice. Files that expose internals, as Chrome now writes them, have none.
 */
export function userRoots(snapshot: HeapSnapshot): Uint32Array {
  const { synthetic } = nodeTypeNumbers(snapshot);
  const { type, name } = snapshot.nodes;
  const domTrees = snapshot.strings.indexOf('(Document DOM trees)');
  return childrenOfRoot(snapshot).filter(node => type[node] !== synthetic || name[node] === domTrees);
}

/**
 * For each node, 1 when it belongs to the page and not to the debugger: it can be reached from a window or a document's DOM tree.
 * Null in files whose root has no such edges.
 */
export function pageObjects(snapshot: HeapSnapshot): Uint8Array | null {
  const { firstEdge, type: nodeType, name } = snapshot.nodes;
  const { type, target } = snapshot.edges;
  const { element, shortcut, weak } = edgeTypeNumbers(snapshot);
  const { synthetic } = nodeTypeNumbers(snapshot);
  const domTrees = snapshot.strings.indexOf('(Document DOM trees)');
  const isPage = new Uint8Array(snapshot.nodeCount);
  const waiting: number[] = [];
  const mark = (node: number) => {
    if (isPage[node] === 1) return;
    isPage[node] = 1;
    waiting.push(node);
  };
  for (let edge = firstEdge[snapshot.root] as number; edge < (firstEdge[snapshot.root + 1] as number); edge++) {
    const child = target[edge] as number;
    const isTree = type[edge] === element && nodeType[child] === synthetic && name[child] === domTrees;
    if (isTree || type[edge] === shortcut) mark(child);
  }
  if (waiting.length === 0) return null;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (type[edge] !== weak) mark(target[edge] as number);
    }
  }
  return isPage;
}

function childrenOfRoot({ root, nodes, edges }: HeapSnapshot): Uint32Array {
  return edges.target.subarray(nodes.firstEdge[root], nodes.firstEdge[root + 1]);
}
