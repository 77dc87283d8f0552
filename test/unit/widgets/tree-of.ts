/**
 * A call tree written as text: two more spaces of indentation mean one level down, an optional number is the node's own weight.
 * The key of a node is a hash of its path, as in a real tree.
 */
export function treeOf(text: string) {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const indents = lines.map(line => line.search(/\S/));
  const base = indents[0] ?? 0;
  const nodeCount = lines.length;
  const parent = new Int32Array(nodeCount).fill(-1);
  const firstChild = new Int32Array(nodeCount).fill(-1);
  const nextSibling = new Int32Array(nodeCount).fill(-1);
  const self = new Float64Array(nodeCount);
  const names: string[] = [];
  const paths: string[] = [];
  const lastAtLevel: number[] = [];
  const lastChild = new Map<number, number>();
  for (const [node, line] of lines.entries()) {
    const [name = '', weight = '0'] = line.trim().split(' ');
    const level = ((indents[node] ?? 0) - base) / 2;
    const above = level > 0 ? (lastAtLevel[level - 1] ?? -1) : -1;
    names.push(name);
    paths.push(`${above >= 0 ? paths[above] : ''}/${name}`);
    self[node] = Number(weight);
    lastAtLevel[level] = node;
    if (above < 0) continue;
    parent[node] = above;
    const elder = lastChild.get(above);
    if (elder === undefined) firstChild[above] = node;
    else nextSibling[elder] = node;
    lastChild.set(above, node);
  }
  const total = self.slice();
  for (let node = nodeCount - 1; node > 0; node--) {
    const above = parent[node] ?? 0;
    total[above] = (total[above] ?? 0) + (total[node] ?? 0);
  }
  const key = Float64Array.from(paths, hash);
  const frame = Uint32Array.from(names, name => names.indexOf(name));
  const node = (name: string) => names.indexOf(name);
  return {
    tree: { nodeCount, parent, frame, firstChild, nextSibling, self, total, key },
    names,
    node,
    keysOf: (...wanted: string[]) => new Set(wanted.map(name => key[node(name)] ?? Number.NaN)),
  };
}

function hash(path: string): number {
  let value = 7;
  for (const character of path) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 2 ** 40;
  return value;
}
