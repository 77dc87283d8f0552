/** For each node its first child and its next sibling, -1 for none. */
export interface SiblingLinks {
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
}

/**
 * Links the children of each node in descending total; equal ones keep the order of their indexes.
 * Linear but for the sorting of the children of one parent among themselves.
 */
export function linkSiblings(parent: Int32Array, total: Float64Array): SiblingLinks {
  const nodeCount = parent.length;
  // 1. Counting sort by parent: the children of p stand at start[p] .. start[p + 1].
  const start = new Uint32Array(nodeCount + 1);
  for (let node = 1; node < nodeCount; node++) add(start, (parent[node] as number) + 1, 1);
  for (let node = 0; node < nodeCount; node++) add(start, node + 1, start[node] as number);
  const children = new Uint32Array(Math.max(0, nodeCount - 1));
  const next = start.slice();
  for (let node = 1; node < nodeCount; node++) {
    children[next[parent[node] as number] as number] = node;
    add(next, parent[node] as number, 1);
  }

  // 2. Sort and link the children of each parent.
  const firstChild = new Int32Array(nodeCount).fill(-1);
  const nextSibling = new Int32Array(nodeCount).fill(-1);
  const byTotal = (a: number, b: number) => (total[b] as number) - (total[a] as number);
  for (let node = 0; node < nodeCount; node++) {
    const siblings = children.subarray(start[node], start[node + 1]);
    if (siblings.length > 1) siblings.sort(byTotal);
    for (let i = 0; i < siblings.length; i++) {
      const child = siblings[i] as number;
      if (i === 0) firstChild[node] = child;
      nextSibling[child] = siblings[i + 1] ?? -1;
    }
  }
  return { firstChild, nextSibling };
}

function add(counts: Uint32Array, index: number, value: number): void {
  counts[index] = (counts[index] as number) + value;
}
