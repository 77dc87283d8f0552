import '../../../panel/widgets/theme.css';
import '../../../panel/widgets/controls.css';
import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { ContextMenu } from '../../../panel/widgets/context-menu/context-menu.tsx';
import { FlameGraph } from '../../../panel/widgets/flame-graph/flame-graph.tsx';
import { scriptColour } from '../../../panel/widgets/flame-graph/palette.ts';
import { formatBytes, formatExactBytes, formatPercent } from '../../../panel/widgets/format.ts';
import { Menu } from '../../../panel/widgets/menu/menu.tsx';
import { Popover } from '../../../panel/widgets/popover/popover.tsx';
import { SplitPane } from '../../../panel/widgets/split-pane/split-pane.tsx';
import { Tabs } from '../../../panel/widgets/tabs/tabs.tsx';
import { type TimeRange, TimeStrip } from '../../../panel/widgets/time-strip/time-strip.tsx';
import { treeSource } from '../../../panel/widgets/tree-table/source.ts';
import { type Column, TreeTable } from '../../../panel/widgets/tree-table/tree-table.tsx';
import { firstPathKeys, subtreeKeys } from '../../../panel/widgets/tree-table/visible-rows.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { syntheticStrip } from './synthetic-strip.ts';
import { syntheticTree } from './synthetic-tree.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
const tree = syntheticTree(5000);
const strip = syntheticStrip(Number(query.get('seconds') ?? 60));

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

function Strip() {
  const [brush, setBrush] = useState<TimeRange | null>(query.has('brush') ? { from: 20_000, to: 34_000 } : null);
  return (
    <TimeStrip
      label="Heap over time"
      data={strip}
      formatValue={formatBytes}
      barLabels={{ live: 'Still live', released: 'Collected' }}
      brush={brush}
      onBrush={setBrush}
    />
  );
}

const tabs = [
  { id: 'flame', label: 'Flame' },
  { id: 'tree', label: 'Tree' },
  { id: 'bottom-up', label: 'Bottom-up' },
  { id: 'off', label: 'Flow', disabled: true },
] as const;

function Everything() {
  const [tab, setTab] = useState<(typeof tabs)[number]['id']>(query.get('view') === 'tree' ? 'tree' : 'flame');
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <div class="toolbar" role="toolbar" aria-label="Actions">
        <button type="button" class="button plain">
          Record
        </button>
        <Popover label="What">
          <label class="checkbox">
            <input type="checkbox" checked /> Allocation sampling
          </label>
          <br />
          <label class="checkbox">
            <input type="checkbox" /> Allocation timeline <small>costs the page 33 %</small>
          </label>
        </Popover>
        <span class="toolbar-divider" />
        <button type="button" class="button plain" disabled>
          Collect garbage
        </button>
        <Menu
          label="Export"
          items={[
            { label: 'First format', hint: '1.2 MB', run: () => {} },
            { label: 'Second format', hint: '600.0 MB', run: () => {} },
            'separator',
            { label: 'Not now', disabled: true, run: () => {} },
          ]}
        />
        <span class="toolbar-spacer" />
        <button type="button" class="button primary">
          Connect
        </button>
      </div>
      <div style={{ flex: 1, minHeight: 0 }}>
        <SplitPane direction="row" label="Width of the list" initial={150} collapseBelow={560}>
          <div class="empty-state">
            <strong>No captures</strong>They will appear here.
          </div>
          <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
            <Strip />
            <div class="toolbar">
              <Tabs label="Views" tabs={tabs} selected={tab} onSelect={setTab} />
              <span class="toolbar-spacer" />
              <input class="field" type="search" placeholder="Filter" aria-label="Filter" />
            </div>
            <div
              role="tabpanel"
              aria-label={tab}
              style={{ flex: 1, minHeight: 0 }}
              onContextMenu={event => {
                event.preventDefault();
                setMenu({ x: event.clientX, y: event.clientY });
              }}
            >
              {tab === 'flame' ? <Flame /> : <Tree />}
            </div>
          </div>
        </SplitPane>
      </div>
      {menu && (
        <ContextMenu
          label="Row"
          {...menu}
          items={[
            { label: 'Copy name', run: () => {} },
            { label: 'Expand subtree', hint: '*', run: () => {} },
          ]}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

const host = document.getElementById('demo');
if (host) {
  render(<Everything />, host);
  setTimeout(() => requestAnimationFrame(() => host.setAttribute('data-ready', '')), 300);
}
