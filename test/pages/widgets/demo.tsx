import '../../../panel/widgets/theme.css';
import '../../../panel/widgets/controls.css';
import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { FlameGraph } from '../../../panel/widgets/flame-graph/flame-graph.tsx';
import { scriptColour } from '../../../panel/widgets/flame-graph/palette.ts';
import { formatBytes, formatExactBytes, formatPercent } from '../../../panel/widgets/format.ts';
import { treeSource } from '../../../panel/widgets/tree-table/source.ts';
import { type Column, TreeTable } from '../../../panel/widgets/tree-table/tree-table.tsx';
import { firstPathKeys, subtreeKeys } from '../../../panel/widgets/tree-table/visible-rows.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { syntheticTree } from './synthetic-tree.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
const tree = syntheticTree(5000);

const columns: readonly Column[] = [
  { id: 'name', label: 'Function' },
  { id: 'self', label: 'Self size', align: 'right', width: 110, minWidth: 72, sortable: true },
  { id: 'total', label: 'Total size', align: 'right', width: 110, minWidth: 72, sortable: true },
  { id: 'share', label: 'Share', align: 'right', width: 80, minWidth: 56 },
  { id: 'url', label: 'Place', width: 260, minWidth: 100, hideBelow: 600 },
];

const frameOf = (node: number) =>
  tree.frames[tree.frame[node] ?? 0] ?? { functionName: '', url: '', line: 0, column: 0 };
const texts = {
  cell: (node: number, column: string) => {
    const frame = frameOf(node);
    if (column === 'name') return frameLabel(frame);
    if (column === 'self') return formatBytes(tree.self[node] ?? 0);
    if (column === 'total') return formatBytes(tree.total[node] ?? 0);
    if (column === 'share') return formatPercent((tree.total[node] ?? 0) / (tree.total[0] ?? 1));
    return frame.url ? `${frame.url.split('/').at(-1)}:${frame.line}` : '';
  },
  title: (node: number, column: string) => {
    if (column === 'self') return formatExactBytes(tree.self[node] ?? 0);
    if (column === 'total') return formatExactBytes(tree.total[node] ?? 0);
    return column === 'url' ? frameOf(node).url : texts.cell(node, column);
  },
  bar: (node: number, column: string) => (column === 'total' ? (tree.total[node] ?? 0) / (tree.total[0] ?? 1) : 0),
};

function Tree() {
  const [expanded, setExpanded] = useState(() => new Set(firstPathKeys(tree, 0, 12)));
  const [selected, setSelected] = useState<number | null>(
    tree.key[tree.firstChild[tree.firstChild[0] ?? 0] ?? 0] ?? null,
  );
  const source = useMemo(() => treeSource(tree, expanded, texts), [expanded]);
  return (
    <TreeTable
      label="Call tree"
      columns={columns}
      source={source}
      selectedKey={selected}
      sort={{ column: 'total', descending: true }}
      onSort={() => {}}
      onSelect={setSelected}
      onToggle={key => {
        const next = new Set(expanded);
        if (!next.delete(key)) next.add(key);
        setExpanded(next);
      }}
      onExpandSubtree={(_, row) => setExpanded(new Set([...expanded, ...subtreeKeys(tree, source.nodeAt(row), 1000)]))}
    />
  );
}

const flameTree = syntheticTree(Number(query.get('nodes') ?? 60_000));
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
const flameFrame = (frame: number) => flameTree.frames[frame] ?? { functionName: '', url: '', line: 0, column: 0 };
const labelOf = (frame: number) => frameLabel(flameFrame(frame));
const colourOf = (frame: number) => scriptColour(flameFrame(frame).url, theme);

function Flame() {
  const [selected, setSelected] = useState<number | null>(flameTree.key[query.get('nodes') ? 0 : 12] ?? null);
  const frameAt = (node: number) => flameTree.frame[node] ?? 0;
  return (
    <FlameGraph
      label="Functions by memory"
      tree={flameTree}
      frameLabel={labelOf}
      colour={colourOf}
      describe={node => (
        <>
          <strong>{labelOf(frameAt(node))}</strong>
          <div>{flameFrame(frameAt(node)).url}</div>
          <div>
            {formatBytes(flameTree.total[node] ?? 0)} total, {formatBytes(flameTree.self[node] ?? 0)} self
          </div>
        </>
      )}
      summary={node => `${labelOf(frameAt(node))}, ${formatBytes(flameTree.total[node] ?? 0)}`}
      selectedKey={selected}
      onSelect={setSelected}
      flipped={query.has('flipped')}
    />
  );
}

const host = document.getElementById('demo');
if (host) {
  render(query.get('view') === 'tree' ? <Tree /> : <Flame />, host);
  setTimeout(() => requestAnimationFrame(() => host.setAttribute('data-ready', '')), 300);
}
