import type { Comparison } from '../../src/snapshot/queries/comparison.ts';
import { dominatorChain } from '../../src/snapshot/queries/node-lists.ts';
import { pathFromRoot } from '../../src/snapshot/queries/path-from-root.ts';
import type { ObjectRef, ObjectTable } from './contract.ts';
import type { ListMaker } from './list-maker.ts';

/** Ids of the rows that lead to an object in a table, from the top; null when it is not in there. */
export function pathTo(
  table: ObjectTable,
  { side, node }: ObjectRef,
  shown: ListMaker,
  comparison: Comparison | null,
): readonly number[] | null {
  const { graph, classes } = shown.snapshot;
  const classIndex = classes.classOf[node] as number;
  if (table !== 'changes' && side === 'base') return null;
  switch (table) {
    // Whether it is among those that are asked for, the list itself knows.
    case 'objects':
      return [node];
    case 'classes':
      return [classIndex, node];
    case 'containment':
      return pathFromRoot(graph, node);
    case 'dominators':
      return dominatorChain(graph, node).reverse().slice(1);
    case 'strings':
      return inGroup(shown.strings, node);
    case 'detached trees':
      return inGroup(shown.trees, node);
    case 'changes': {
      if (side === 'base' || !comparison?.isNew(node)) return null;
      const key = classes.keys[classIndex];
      return [comparison.rows.findIndex(row => row.key === key), node];
    }
  }
}

function inGroup(groups: readonly { readonly nodes: Uint32Array }[], node: number): readonly number[] | null {
  const group = groups.findIndex(({ nodes }) => nodes.includes(node));
  return group === -1 ? null : [group, node];
}
