import type { ObjectProperty, ObjectValue, PropertyPage } from '../../src/messages/objects.ts';

/** One row: a property, or the row that brings the next page of its parent's properties. */
export interface PropertyNode {
  /** Key of the parent; -1 for what was looked at itself. */
  readonly parent: number;
  readonly level: number;
  readonly property: ObjectProperty;
  /** Where the page begins that this row stands for; null for a property. */
  readonly more: number | null;
}

/** What has been looked at, with as much of its properties as was asked for. Never changed: each step makes a new one. */
export interface PropertyTree {
  /** By key: the key of a node is its place here. */
  readonly nodes: readonly PropertyNode[];
  /** For each key that was opened once, the keys below it in their order; -1 has what was looked at. */
  readonly below: ReadonlyMap<number, readonly number[]>;
  readonly open: ReadonlySet<number>;
}

export const noProperties: PropertyTree = { nodes: [], below: new Map(), open: new Set() };

/** The tree with one more value at its top level, as its last row. Returns the value's key, too. */
export function withValue(tree: PropertyTree, name: string, value: ObjectValue): readonly [PropertyTree, number] {
  const node: PropertyNode = { parent: -1, level: 1, property: { name, kind: 'own', value }, more: null };
  return [added(tree, -1, tree.below.get(-1) ?? [], [node]), tree.nodes.length];
}

/** The tree with a page of the properties of `parent`, which is open then. V8's internal ones stay last. */
export function withPage(tree: PropertyTree, parent: number, page: PropertyPage): PropertyTree {
  const level = (tree.nodes[parent]?.level ?? 0) + 1;
  const nodes: PropertyNode[] = page.properties.map(property => ({ parent, level, property, more: null }));
  if (page.next !== null) nodes.push({ parent, level, property: restOf(page.total - page.next), more: page.next });
  const before = (tree.below.get(parent) ?? []).filter(key => tree.nodes[key]?.more === null);
  const grown = added(tree, parent, before, nodes);
  const isInternal = (key: number) => grown.nodes[key]?.property.kind === 'internal';
  const keys = grown.below.get(parent) ?? [];
  const ordered = [...keys.filter(key => !isInternal(key)), ...keys.filter(isInternal)];
  return opened({ ...grown, below: new Map(grown.below).set(parent, ordered) }, parent);
}

export function opened(tree: PropertyTree, key: number): PropertyTree {
  return { ...tree, open: new Set([...tree.open, key]) };
}

export function closed(tree: PropertyTree, key: number): PropertyTree {
  return { ...tree, open: new Set([...tree.open].filter(other => other !== key)) };
}

function added(
  tree: PropertyTree,
  parent: number,
  before: readonly number[],
  nodes: readonly PropertyNode[],
): PropertyTree {
  const keys = nodes.map((_, i) => tree.nodes.length + i);
  return {
    nodes: [...tree.nodes, ...nodes],
    below: new Map(tree.below).set(parent, [...before, ...keys]),
    open: tree.open,
  };
}

const restOf = (count: number): ObjectProperty => ({ name: `Show more (${count} left)`, kind: 'own', value: null });
