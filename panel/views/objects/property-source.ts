import type { ObjectProperty } from '../../../src/messages/objects.ts';
import type { PropertyTree } from '../../state/property-tree.ts';
import type { TreeTableSource } from '../../widgets/tree-table/source.ts';

/** The rows of the properties, with the columns `name` and `value`. */
export function propertySource(tree: PropertyTree): TreeTableSource {
  const keys = visibleKeys(tree);
  const nodeAt = (row: number) => tree.nodes[keys[row] ?? -1];
  const text = (row: number, column: string) => {
    const node = nodeAt(row);
    if (!node) return '';
    return column === 'name' ? node.property.name : node.more === null ? valueText(node.property) : '';
  };
  return {
    rowCount: keys.length,
    keyAt: row => keys[row] ?? Number.NaN,
    rowOfKey: key => keys.indexOf(key),
    levelAt: row => nodeAt(row)?.level ?? 1,
    parentOf: row => keys.indexOf(nodeAt(row)?.parent ?? -1),
    isExpandable: row => (nodeAt(row)?.more ?? nodeAt(row)?.property.value?.handle ?? null) !== null,
    isExpanded: row => tree.open.has(keys[row] ?? -1),
    cell: text,
    title: text,
    bar: () => 0,
  };
}

const valueText = ({ value }: ObjectProperty): string => value?.description ?? '(getter, not called)';

/** In the order shown; by an explicit stack, as objects may be nested without end. */
function visibleKeys({ below, open }: PropertyTree): number[] {
  const keys: number[] = [];
  const waiting = [...(below.get(-1) ?? [])].reverse();
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    keys.push(key);
    if (open.has(key)) waiting.push(...[...(below.get(key) ?? [])].reverse());
  }
  return keys;
}
