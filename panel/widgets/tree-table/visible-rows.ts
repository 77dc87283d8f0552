/** A tree as a struct of arrays. For each node: its parent, first child and next sibling (-1 for none) and an identity that survives updates. */
export interface TreeArrays {
  readonly nodeCount: number;
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly key: Float64Array;
}

/** The rows a person can scroll to: for each row, its node and its level (1 = top). Only the first `count` entries count. */
export interface VisibleRows {
  readonly count: number;
  readonly node: Int32Array;
  readonly level: Uint16Array;
}

const maxLevel = 0xffff;

/** Rows of the children of `root` and of everything below nodes whose key is in `expanded`, in the order of the sibling links. */
export function flattenExpanded(tree: TreeArrays, expanded: ReadonlySet<number>, root = 0): VisibleRows {
  const { parent, firstChild, nextSibling, key } = tree;
  let node = new Int32Array(256);
  let level = new Uint16Array(256);
  let count = 0;
  let depth = 1;
  let current = tree.nodeCount > 0 ? at(firstChild, root) : -1;
  while (current !== -1) {
    if (count === node.length) {
      node = grown(node, new Int32Array(count * 2));
      level = grown(level, new Uint16Array(count * 2));
    }
    node[count] = current;
    level[count] = Math.min(depth, maxLevel);
    count++;
    const child = at(firstChild, current);
    if (child !== -1 && expanded.has(key[current] ?? Number.NaN)) {
      current = child;
      depth++;
      continue;
    }
    while (current !== root && at(nextSibling, current) === -1) {
      current = at(parent, current);
      depth--;
    }
    current = current === root ? -1 : at(nextSibling, current);
  }
  return { count, node, level };
}

/** The row one level up from `row`, or -1 at the top level. */
export function parentRow(rows: VisibleRows, row: number): number {
  const level = rows.level[row] ?? 1;
  for (let above = row - 1; above >= 0; above--) {
    if ((rows.level[above] ?? 1) < level) return above;
  }
  return -1;
}

/** Keys of the nodes to expand so that the subtree of `node` is open, nearest levels first, at most `limit` of them. */
export function subtreeKeys(tree: TreeArrays, node: number, limit: number): number[] {
  const queue = [node];
  const keys: number[] = [];
  for (let next = 0; next < queue.length && keys.length < limit; next++) {
    const current = queue[next] ?? -1;
    const child = at(tree.firstChild, current);
    if (child === -1) continue;
    keys.push(tree.key[current] ?? Number.NaN);
    for (let sibling = child; sibling !== -1 && queue.length < limit; sibling = at(tree.nextSibling, sibling)) {
      queue.push(sibling);
    }
  }
  return keys;
}

/** Keys to expand so that the heaviest path below `root` (the first child at every level) lies open, at most `limit` levels deep. */
export function firstPathKeys(tree: TreeArrays, root: number, limit: number): number[] {
  const keys: number[] = [];
  let current = at(tree.firstChild, root);
  while (current !== -1 && keys.length < limit) {
    keys.push(tree.key[current] ?? Number.NaN);
    current = at(tree.firstChild, current);
  }
  return keys;
}

/** The node with this key, or -1. */
export function nodeOfKey(tree: TreeArrays, wanted: number): number {
  const { key, nodeCount } = tree;
  for (let node = 0; node < nodeCount; node++) {
    if (key[node] === wanted) return node;
  }
  return -1;
}

function at(links: Int32Array, index: number): number {
  return links[index] ?? -1;
}

function grown<T extends Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
