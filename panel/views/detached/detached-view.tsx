import { useMemo, useState } from 'preact/hooks';
import type { DetachedDom } from '../../../src/formats/detached.ts';
import { formatCount } from '../../widgets/format.ts';
import { SearchField } from '../../widgets/search-field.tsx';
import type { Column } from '../../widgets/tree-table/columns.ts';
import { nextSort, type Sort } from '../../widgets/tree-table/sort.ts';
import { type CellTexts, treeSource } from '../../widgets/tree-table/source.ts';
import { toggled } from '../../widgets/tree-table/toggled.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { subtreeKeys } from '../../widgets/tree-table/visible-rows.ts';
import { filterFieldId } from '../shortcuts.ts';
import { detachedRows, nodeLabel, summaryOf } from './detached-tree.ts';

const columns: readonly Column[] = [
  { id: 'name', label: 'Node', sortable: true },
  {
    id: 'nodes',
    label: 'Nodes',
    description: 'Nodes in the tree from here down, this one too',
    align: 'right',
    width: 120,
    minWidth: 70,
    sortable: true,
  },
  {
    id: 'reached',
    label: 'Reached by script',
    description: 'JavaScript has got hold of this node at some time: what keeps the tree is one of these',
    align: 'left',
    width: 140,
    minWidth: 84,
    sortable: true,
  },
];

/** DOM trees that are in no document but still in memory. */
export function DetachedView({ dom }: { readonly dom: DetachedDom }) {
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'nodes', descending: true });
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [selectedKey, select] = useState<number | null>(null);
  const { tree, wayToMatches } = useMemo(() => detachedRows(dom, filter, sort), [dom, filter, sort]);
  const expanded = useMemo(() => new Set([...opened, ...wayToMatches]), [opened, wayToMatches]);
  const source = useMemo(() => treeSource(tree, expanded, textsOf(dom)), [tree, expanded, dom]);
  return (
    <>
      <div class="capture-bar">
        <span class="detached-summary">{summaryOf(dom)}</span>
        <SearchField
          id={filterFieldId}
          label="Filter nodes"
          placeholder="Filter by name or /regex/"
          value={filter}
          onText={setFilter}
        />
      </div>
      <div class="capture-main">
        <TreeTable
          label="Detached DOM trees"
          columns={columns}
          source={source}
          sort={sort}
          onSort={column => setSort(nextSort(sort, column))}
          selectedKey={selectedKey}
          onSelect={select}
          onToggle={key => setOpened(toggled(opened, key))}
          onExpandSubtree={(_key, row) =>
            setOpened(new Set([...opened, ...subtreeKeys(tree, source.nodeAt(row), dom.nodes.length)]))
          }
          empty={dom.treeCount === 0 ? 'Every DOM tree in memory is in a document.' : 'No node looks like that.'}
        />
      </div>
    </>
  );
}

function textsOf({ nodes, nodeCount }: DetachedDom): CellTexts {
  return {
    cell(index, column) {
      const node = nodes[index - 1];
      if (!node) return '';
      if (column === 'name') return nodeLabel(node);
      if (column === 'nodes') return formatCount(node.nodes);
      return node.reached ? 'yes' : '';
    },
    bar: (index, column) => (column === 'nodes' ? (nodes[index - 1]?.nodes ?? 0) / Math.max(1, nodeCount) : 0),
  };
}
