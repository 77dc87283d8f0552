import type { DetachedDom, DetachedNode } from '../../../src/formats/detached.ts';
import { formatCount } from '../../widgets/format.ts';
import type { Sort } from '../../widgets/tree-table/sort.ts';
import type { TreeArrays } from '../../widgets/tree-table/visible-rows.ts';
import { textFilter } from '../text-filter.ts';

/** A node as it would stand in the page's source: `<div id="menu">`; text as itself, in quotes. */
export function nodeLabel({ name, detail }: DetachedNode): string {
  if (!name.startsWith('#')) return `<${detail ? `${name} ${detail}` : name}>`;
  return name === '#text' ? `"${detail}"` : name;
}

/** Says how much there is, and what of it is not listed. */
export function summaryOf({ treeCount, nodeCount, nodes }: DetachedDom): string {
  const missing = nodeCount - nodes.length;
  const found = `${formatCount(treeCount)} ${treeCount === 1 ? 'tree' : 'trees'} of ${formatCount(nodeCount)} nodes`;
  return missing > 0 ? `${found}, of which ${formatCount(missing)} are not listed.` : `${found}.`;
}

export interface DetachedRows {
  /** Node 0 is above all trees, node `i + 1` is the `i`th of the list; its key is its number. */
  readonly tree: TreeArrays;
  /** Keys to open so that every match is in sight; empty without a filter. */
  readonly wayToMatches: ReadonlySet<number>;
}

/** The listed nodes as trees, siblings in the order asked for: the matches, what is below them, and the way to them. */
export function detachedRows(
  { nodes }: Pick<DetachedDom, 'nodes'>,
  filter: string,
  { column, descending }: Sort,
): DetachedRows {
  const { kept, onTheWay } = matchesOf(nodes, filter);
  const sign = descending ? -1 : 1;
  const order = nodes.flatMap((_, i) => (kept[i] ? i : []));
  order.sort((a, b) => {
    const [one, other] = [nodes[a], nodes[b]];
    if (!one || !other) return 0;
    if (column === 'name') return -sign * nodeLabel(one).localeCompare(nodeLabel(other));
    if (column === 'reached') return sign * (Number(one.reached) - Number(other.reached)) || other.nodes - one.nodes;
    return sign * (one.nodes - other.nodes);
  });

  const nodeCount = nodes.length + 1;
  const [parent, firstChild, nextSibling, lastChild] = [0, 1, 2, 3].map(() => new Int32Array(nodeCount).fill(-1)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (const i of order) {
    const above = (nodes[i]?.parent ?? -1) + 1;
    const elder = lastChild[above] ?? -1;
    parent[i + 1] = above;
    if (elder === -1) firstChild[above] = i + 1;
    else nextSibling[elder] = i + 1;
    lastChild[above] = i + 1;
  }
  const key = Float64Array.from({ length: nodeCount }, (_, node) => node);
  return { tree: { nodeCount, parent, firstChild, nextSibling, key }, wayToMatches: onTheWay };
}

function matchesOf(nodes: readonly DetachedNode[], filter: string) {
  const onTheWay = new Set<number>();
  const matches = textFilter(filter);
  const matched = nodes.map(node => matches(nodeLabel(node)));
  if (filter.trim() === '') return { kept: matched, onTheWay };
  // Parents stand before their children: downwards what is below a match, then upwards the way to it.
  const kept = matched.slice();
  nodes.forEach(({ parent }, i) => {
    kept[i] ||= kept[parent] ?? false;
  });
  for (let i = nodes.length - 1; i >= 0; i--) {
    const parent = nodes[i]?.parent ?? -1;
    if (parent === -1 || !(matched[i] || onTheWay.has(i + 1))) continue;
    kept[parent] = true;
    onTheWay.add(parent + 1);
  }
  return { kept, onTheWay };
}
