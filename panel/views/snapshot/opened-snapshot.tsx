import { useId } from 'preact/hooks';
import type { SnapshotFile, SnapshotInfo } from '../../snapshot-worker/contract.ts';
import type { SnapshotState, SnapshotTab } from '../../state/snapshot-state.ts';
import { formatBytes, formatCount } from '../../widgets/format.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { SearchField } from '../../widgets/search-field.tsx';
import { type Tab, Tabs } from '../../widgets/tabs/tabs.tsx';
import { SizeClassesView } from '../size-classes/size-classes-view.tsx';
import { AllocationView } from './allocation-view.tsx';
import {
  classColumns,
  deadColumns,
  detachedColumns,
  objectColumns,
  type SnapshotColumn,
  stringColumns,
} from './columns.ts';
import { BaseSelect, ComparisonView } from './comparison-view.tsx';
import { LeakControls, LeaksView } from './leaks-view.tsx';
import type { NamedSnapshot } from './named-snapshot.ts';
import { ObjectSearch } from './object-search.tsx';
import { ObjectsView } from './objects-view.tsx';
import { type EarlierSnapshot, ScopeSelect } from './scope-select.tsx';
import { StatisticsView } from './statistics-view.tsx';
import { TimelineStrip } from './timeline-strip.tsx';
import { WantedFields } from './wanted-fields.tsx';

export interface OpenedSnapshotProps {
  readonly file: SnapshotFile;
  readonly state: SnapshotState;
  /** All snapshots of the library, this one too, the oldest first. */
  readonly snapshots: readonly NamedSnapshot[];
  readonly earlier: readonly EarlierSnapshot[];
  /** What can be done with an object in the page; nothing where the page is not there. */
  liveActions(heapObjectId: number): readonly MenuEntry[];
}

const tabs: readonly Tab<SnapshotTab>[] = [
  { id: 'summary', label: 'Summary' },
  { id: 'comparison', label: 'Comparison' },
  { id: 'leaks', label: 'Leaks' },
  { id: 'objects', label: 'Objects' },
  { id: 'containment', label: 'Containment' },
  { id: 'dominators', label: 'Dominators' },
  { id: 'statistics', label: 'Statistics' },
  { id: 'strings', label: 'Strings' },
  { id: 'detached', label: 'Detached' },
  { id: 'closures', label: 'Closures' },
  { id: 'sizes', label: 'Size classes' },
];
const allocation: Tab<SnapshotTab> = { id: 'allocation', label: 'Allocation' };

/** The views of an open snapshot. */
export function OpenedSnapshot(props: OpenedSnapshotProps) {
  const { state } = props;
  const panelId = useId();
  return (
    <>
      <div class="capture-bar">
        <Tabs
          label="Views of the snapshot"
          tabs={state.info.hasStacks ? [...tabs, allocation] : tabs}
          selected={state.tab.value}
          onSelect={tab => void state.turnTo(tab)}
          panelId={panelId}
        />
        <ObjectSearch state={state} />
      </div>
      {state.tab.value === 'summary' && state.info.ticks && <TimelineStrip state={state} ticks={state.info.ticks} />}
      <Controls {...props} />
      <Notice state={state} />
      <div class="capture-main" role="tabpanel" id={panelId}>
        <View {...props} />
      </div>
    </>
  );
}

/** What each tab can be filtered by, where it can. */
const filterLabels: Readonly<Partial<Record<SnapshotTab, string>>> = {
  summary: 'Filter classes',
  comparison: 'Filter classes',
  leaks: 'Filter classes',
  objects: 'Filter classes',
  strings: 'Filter strings',
  detached: 'Filter nodes',
  closures: 'Filter functions',
  allocation: 'Filter functions',
};

function Controls({ file, state, snapshots, earlier }: OpenedSnapshotProps) {
  const tab = state.tab.value;
  const label = filterLabels[tab];
  if (!label) return null;
  return (
    <div class="capture-bar snapshot-controls">
      {tab === 'summary' && <ScopeSelect state={state} earlier={earlier} />}
      {tab === 'objects' && <WantedFields state={state} />}
      {tab === 'comparison' && <BaseSelect state={state} snapshots={snapshots} shown={file} />}
      {tab === 'leaks' ? (
        <LeakControls state={state} snapshots={snapshots} shown={file} />
      ) : (
        <span class="hint">{totalText(state)}</span>
      )}
      <SearchField
        label={label}
        placeholder={`${label}: text or /regex/`}
        value={state.filter}
        onText={text => void state.filterBy(text)}
      />
    </div>
  );
}

/** How much of the snapshot is listed. */
function totalText({ tab, tables, info }: SnapshotState): string {
  const list = objectLists[tab.value];
  const { totals, tree } = tables[list?.table ?? 'classes'];
  if (list && !tree.value) return '';
  const { count = 0, shallowSize = 0, wastedSize = 0, freedSize = 0 } = totals.value;
  switch (tab.value) {
    case 'summary':
    case 'objects':
      return `${formatCount(count)} objects, ${formatBytes(shallowSize)}`;
    case 'strings':
      return `${formatCount(count)} strings, ${formatBytes(wastedSize)} wasted`;
    case 'detached':
      return `${formatCount(count)} nodes, ${formatBytes(shallowSize)}`;
    case 'closures':
      return info.hasScopes ? `${formatBytes(freedSize)} or more that no function can use` : '';
    default:
      return `${formatCount(info.nodeCount)} nodes, ${formatBytes(info.totalSize)}`;
  }
}

function Notice({ state }: { readonly state: SnapshotState }) {
  const notice = state.notice.value;
  if (!notice) return null;
  const dismiss = () => {
    state.notice.value = null;
  };
  return (
    <div class={`message ${notice.level} snapshot-notice`} role="alert">
      <span>{notice.level === 'info' ? notice.sentence : `${notice.error.sentence} ${notice.error.advice}`}</span>
      <button type="button" class="button plain" onClick={dismiss}>
        Dismiss
      </button>
    </div>
  );
}

/** A tab that lists objects, with what holds the selected one below. */
interface ObjectList {
  /** Accessible name of the table. */
  readonly label: string;
  readonly table: Exclude<keyof SnapshotState['tables'], 'allocation'>;
  readonly columns: readonly SnapshotColumn[];
  /** Stands in the place of rows. */
  empty(filter: string, info: SnapshotInfo): string;
}

const objectLists: Readonly<Partial<Record<SnapshotTab, ObjectList>>> = {
  summary: {
    label: 'Classes',
    table: 'classes',
    columns: classColumns,
    empty: () => 'No such object is in this snapshot.',
  },
  containment: {
    label: 'Containment',
    table: 'containment',
    columns: objectColumns,
    empty: () => 'The root holds nothing.',
  },
  dominators: {
    label: 'Dominators',
    table: 'dominators',
    columns: objectColumns,
    empty: () => 'The root dominates nothing.',
  },
  strings: {
    label: 'Duplicate strings',
    table: 'strings',
    columns: stringColumns,
    empty: filter => (filter ? 'No text that is there twice is like that.' : 'Every string is there once.'),
  },
  objects: {
    label: 'Objects',
    table: 'objects',
    columns: objectColumns,
    empty: () => 'No object is like that.',
  },
  closures: {
    label: 'Unused variables of closures',
    table: 'dead scopes',
    columns: deadColumns,
    empty: (filter, { hasScopes }) => {
      if (!hasScopes)
        return 'This file does not tell which function uses which variable: Chrome writes that from version 156 on.';
      return filter
        ? 'No function with unused variables is like that.'
        : 'No closure keeps a variable that it cannot use.';
    },
  },
  detached: {
    label: 'Detached DOM trees',
    table: 'detached trees',
    columns: detachedColumns,
    empty: filter => (filter ? 'No detached node is like that.' : 'Every DOM node in memory is in a document.'),
  },
};

function View({ file, state, snapshots, liveActions }: OpenedSnapshotProps) {
  const tab = state.tab.value;
  const list = objectLists[tab];
  if (list)
    return (
      <ObjectsView
        key={tab}
        label={list.label}
        table={state.tables[list.table]}
        columns={list.columns}
        state={state}
        empty={list.empty(state.filter, state.info)}
        liveActions={liveActions}
      />
    );
  switch (tab) {
    case 'comparison':
      return <ComparisonView state={state} snapshots={snapshots} liveActions={liveActions} />;
    case 'leaks':
      return <LeaksView state={state} snapshots={snapshots} shown={file} liveActions={liveActions} />;
    case 'allocation':
      return <AllocationView state={state} liveActions={liveActions} />;
    case 'statistics':
      return <StatisticsView statistics={state.info.statistics} />;
    case 'sizes':
      return <SizeClassesView state={state} />;
  }
}
