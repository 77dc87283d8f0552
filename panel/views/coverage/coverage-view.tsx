import './coverage.css';
import { useMemo } from 'preact/hooks';
import type { CoverageColumn, CoverageSource, CoverageTable, SourceText } from '../../analysis/coverage-contract.ts';
import type { CoverageFormat } from '../../analysis/coverage-view.ts';
import { type CoverageState, scriptNode } from '../../state/coverage-state.ts';
import { formatBytes, formatCount, formatPercent } from '../../widgets/format.ts';
import { Menu } from '../../widgets/menu/menu.tsx';
import { SearchField } from '../../widgets/search-field.tsx';
import { SplitPane } from '../../widgets/split-pane/split-pane.tsx';
import { nextSort } from '../../widgets/tree-table/sort.ts';
import { treeSource } from '../../widgets/tree-table/source.ts';
import { toggled } from '../../widgets/tree-table/toggled.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { nodeOfKey } from '../../widgets/tree-table/visible-rows.ts';
import { CompareSelect } from '../captures/compare-select.tsx';
import { coverageColumns } from './columns.ts';
import { coverageTexts } from './coverage-texts.ts';
import { SourceView } from './source-view.tsx';

export interface CoverageViewProps {
  readonly state: CoverageState;
  /** Null until the first update. */
  readonly table: CoverageTable | null;
  readonly source: CoverageSource | null;
  readonly text: SourceText | null;
  /** Whether V8 counted, or only told what ran at all. */
  readonly counted: boolean;
  /** Whether more may come. */
  readonly live: boolean;
  /** Other captures with coverage, by what a person knows them by. */
  readonly others: readonly { readonly id: string; readonly label: string }[];
  onExport(format: CoverageFormat): void;
  /** Shows a place in the Sources panel; the line counts from 1. */
  onOpenSource(url: string, line: number): void;
}

/** Which code ran, and how often: scripts and functions as a table, the text of the chosen one beside it. */
export function CoverageView(props: CoverageViewProps) {
  const { state, table, others, onExport } = props;
  return (
    <section class="coverage-view" aria-label="Coverage">
      <div class="capture-bar coverage-bar">
        <Totals table={table} />
        <CompareSelect
          others={others}
          chosen={state.comparedWith.value}
          onChoose={id => {
            state.comparedWith.value = id;
          }}
        />
        <Menu
          label="Export coverage"
          disabled={!table || table.scriptCount === 0}
          items={[
            { label: 'V8 coverage', hint: 'for c8', run: () => onExport('coverage') },
            { label: 'DevTools coverage', hint: '.json', run: () => onExport('coverage-devtools') },
            { label: 'LCOV', hint: '.info', run: () => onExport('lcov') },
          ]}
        />
        <SearchField
          label="Filter coverage"
          placeholder="Filter by URL, name or /regex/"
          value={state.filter.value}
          onText={text => {
            state.filter.value = text;
          }}
        />
      </div>
      {table && table.startedBefore > 0 && (
        <p class="coverage-hint hint">
          {formatCount(table.startedBefore)} of {formatCount(table.scriptCount)} scripts had started before the
          recording: of their functions only those that ran since are listed. Reload and record lists all.
        </p>
      )}
      <div class="capture-main">
        {table && table.nodeCount > 1 ? <Tables {...props} table={table} /> : <Empty {...props} />}
      </div>
    </section>
  );
}

function Totals({ table }: { readonly table: CoverageTable | null }) {
  if (!table || table.scriptCount === 0) return null;
  const { wholeTotal, wholeUsed, scriptCount } = table;
  return (
    <span class="coverage-totals">
      {formatBytes(wholeUsed)} of {formatBytes(wholeTotal)} used ({formatPercent(wholeUsed / wholeTotal)}),{' '}
      {formatBytes(wholeTotal - wholeUsed)} unused in {formatCount(scriptCount)}{' '}
      {scriptCount === 1 ? 'script' : 'scripts'}
    </span>
  );
}

function Tables({
  state,
  table,
  source,
  text,
  counted,
  live,
  onOpenSource,
}: CoverageViewProps & { table: CoverageTable }) {
  const rows = useMemo(() => treeSource(table, table.expanded, coverageTexts(table)), [table]);
  const columns = useMemo(() => coverageColumns(table.comparison !== null), [table.comparison !== null]);
  const selected = state.selected.value;
  const node = selected === null ? -1 : nodeOfKey(table, selected);
  const select = (key: number, row: number) => {
    state.selected.value = key;
    state.source.value = table.key[scriptNode(table, rows.nodeAt(row))] ?? null;
  };
  const toggle = (key: number) => {
    state.toggled.value = toggled(state.toggled.value, key);
  };
  return (
    <SplitPane direction="row" label="Width of the source" initial={420} min={120} side="end" collapseBelow={760}>
      <TreeTable
        label="Coverage"
        columns={columns}
        source={rows}
        selectedKey={selected}
        sort={state.sort.value}
        onSort={column => {
          state.sort.value = nextSort(state.sort.value, column as CoverageColumn);
        }}
        onSelect={select}
        onToggle={toggle}
        onActivate={(_key, row) => {
          const at = rows.nodeAt(row);
          onOpenSource(table.name[scriptNode(table, at)] ?? '', table.line[at] || 1);
        }}
      />
      {source && text ? (
        <SourceView
          key={source.key}
          text={text}
          segments={source.segments}
          counted={counted}
          offset={table.offset[node] ?? 0}
        />
      ) : (
        <p class="hint coverage-no-source">
          {source ? noText(live) : 'Select a script or a function to see what of its text ran.'}
        </p>
      )}
    </SplitPane>
  );
}

function noText(live: boolean): string {
  return live
    ? 'The text of this script is not there yet.'
    : 'The text of this script was not kept: it was gone before it could be read, or there was no room for it.';
}

/** Says what will be here, and how to get it. */
function Empty({ state, table, live }: CoverageViewProps) {
  if (table && table.scriptCount > 0)
    return (
      <div class="empty-state">
        <strong>No script or function matches “{state.filter.value}”</strong>
        <span>The filter looks at URLs and names of functions; write /…/ for a regular expression.</span>
      </div>
    );
  return (
    <div class="empty-state">
      <strong>{live ? 'Nothing has run yet' : 'Nothing ran'}</strong>
      <span>
        {live
          ? 'What the page runs appears here as it runs. Reload and record shows what it runs at its start.'
          : 'The page ran no code while this was recorded.'}
      </span>
    </div>
  );
}
