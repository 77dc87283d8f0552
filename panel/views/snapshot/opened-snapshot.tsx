import { useId } from 'preact/hooks';
import type { SnapshotFile } from '../../snapshot-worker/contract.ts';
import type { SnapshotState, SnapshotTab } from '../../state/snapshot-state.ts';
import { formatBytes, formatCount } from '../../widgets/format.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { type Tab, Tabs } from '../../widgets/tabs/tabs.tsx';
import { SizeClassesView } from '../size-classes/size-classes-view.tsx';
import { AllocationView } from './allocation-view.tsx';
import { classColumns, detachedColumns, objectColumns, stringColumns } from './columns.ts';
import { BaseSelect, ComparisonView, type NamedSnapshot } from './comparison-view.tsx';
import { ObjectsView } from './objects-view.tsx';
import { type EarlierSnapshot, ScopeSelect } from './scope-select.tsx';
import { SearchField } from './search-field.tsx';
import { StatisticsView } from './statistics-view.tsx';
import { TimelineStrip } from './timeline-strip.tsx';

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
  { id: 'containment', label: 'Containment' },
  { id: 'dominators', label: 'Dominators' },
  { id: 'statistics', label: 'Statistics' },
  { id: 'strings', label: 'Strings' },
  { id: 'detached', label: 'Detached' },
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
        <SearchField state={state} />
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
  strings: 'Filter strings',
  detached: 'Filter nodes',
  allocation: 'Filter functions',
};

function Controls({ file, state, snapshots, earlier }: OpenedSnapshotProps) {
  const tab = state.tab.value;
  const label = filterLabels[tab];
  if (!label) return null;
  return (
    <div class="capture-bar snapshot-controls">
      {tab === 'summary' && <ScopeSelect state={state} earlier={earlier} />}
      {tab === 'comparison' && <BaseSelect state={state} snapshots={snapshots} shown={file} />}
      <span class="hint">{totalText(state)}</span>
      <input
        class="field"
        type="search"
        placeholder={`${label}: text or /regex/`}
        aria-label={label}
        value={state.filter}
        onInput={event => void state.filterBy(event.currentTarget.value)}
      />
    </div>
  );
}

/** How much of the snapshot is listed. */
function totalText({ tab, tables, info }: SnapshotState): string {
  const { totals } = tab.value === 'strings' ? tables.strings : tables.classes;
  const { count = 0, shallowSize = 0, wastedSize = 0 } = totals.value;
  switch (tab.value) {
    case 'summary':
      return `${formatCount(count)} objects, ${formatBytes(shallowSize)}`;
    case 'strings':
      return `${formatCount(count)} strings, ${formatBytes(wastedSize)} wasted`;
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

function View({ state, snapshots, liveActions }: OpenedSnapshotProps) {
  const { tables, info } = state;
  const objects = { state, liveActions };
  switch (state.tab.value) {
    case 'summary':
      return (
        <ObjectsView
          key="summary"
          label="Classes"
          table={tables.classes}
          columns={classColumns}
          empty="No such object is in this snapshot."
          {...objects}
        />
      );
    case 'comparison':
      return <ComparisonView state={state} snapshots={snapshots} liveActions={liveActions} />;
    case 'containment':
      return (
        <ObjectsView
          key="containment"
          label="Containment"
          table={tables.containment}
          columns={objectColumns}
          empty="The root holds nothing."
          {...objects}
        />
      );
    case 'dominators':
      return (
        <ObjectsView
          key="dominators"
          label="Dominators"
          table={tables.dominators}
          columns={objectColumns}
          empty="The root dominates nothing."
          {...objects}
        />
      );
    case 'strings':
      return (
        <ObjectsView
          key="strings"
          label="Duplicate strings"
          table={tables.strings}
          columns={stringColumns}
          empty={state.filter ? 'No text that is there twice is like that.' : 'Every string is there once.'}
          {...objects}
        />
      );
    case 'detached':
      return (
        <ObjectsView
          key="detached"
          label="Detached DOM trees"
          table={tables['detached trees']}
          columns={detachedColumns}
          empty={state.filter ? 'No detached node is like that.' : 'Every DOM node in memory is in a document.'}
          {...objects}
        />
      );
    case 'allocation':
      return <AllocationView state={state} />;
    case 'statistics':
      return <StatisticsView statistics={info.statistics} />;
    case 'sizes':
      return <SizeClassesView state={state} />;
  }
}
