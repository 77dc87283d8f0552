import { useId } from 'preact/hooks';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import type { SnapshotInfo } from '../../snapshot-worker/contract.ts';
import type { SnapshotState, SnapshotTab } from '../../state/snapshot-state.ts';
import type { SnapshotTable } from '../../state/snapshot-table.ts';
import { SplitPane } from '../../widgets/split-pane/split-pane.tsx';
import { type Tab, Tabs } from '../../widgets/tabs/tabs.tsx';
import { filterFieldId } from '../shortcuts.ts';
import { classColumns, objectColumns, type SnapshotColumn } from './columns.ts';
import { ListTable } from './list-table.tsx';

export interface OpenedSnapshotProps {
  readonly capture: CaptureSummary;
  readonly info: SnapshotInfo;
  readonly state: SnapshotState;
}

const tabs: readonly Tab<SnapshotTab>[] = [
  { id: 'summary', label: 'Summary' },
  { id: 'containment', label: 'Containment' },
  { id: 'dominators', label: 'Dominators' },
];

/** The views of an open snapshot. */
export function OpenedSnapshot(props: OpenedSnapshotProps) {
  const { state } = props;
  const panelId = useId();
  const tab = state.tab.value;
  return (
    <>
      <div class="capture-bar">
        <Tabs
          label="Views of the snapshot"
          tabs={tabs}
          selected={tab}
          onSelect={next => state.turnTo(next)}
          panelId={panelId}
        />
        {tab === 'summary' && (
          <input
            id={filterFieldId}
            class="field"
            type="search"
            placeholder="Filter by class or /regex/"
            aria-label="Filter classes"
            value={state.classFilter.value}
            onInput={event => state.filterClasses(event.currentTarget.value)}
          />
        )}
      </div>
      <div class="capture-main" role="tabpanel" id={panelId}>
        <View {...props} />
      </div>
    </>
  );
}

function View({ info, state }: OpenedSnapshotProps) {
  const whole = info.totalSize;
  switch (state.tab.value) {
    case 'summary':
      return <WithRetainers label="Classes" table={state.classes} columns={classColumns} state={state} whole={whole} />;
    case 'containment':
      return (
        <WithRetainers
          label="Containment"
          table={state.containment}
          columns={objectColumns}
          state={state}
          whole={whole}
        />
      );
    case 'dominators':
      return (
        <WithRetainers
          label="Dominators"
          table={state.dominators}
          columns={objectColumns}
          state={state}
          whole={whole}
        />
      );
    case 'statistics':
      return null;
  }
}

interface WithRetainersProps {
  readonly label: string;
  readonly table: SnapshotTable;
  readonly columns: readonly SnapshotColumn[];
  readonly state: SnapshotState;
  readonly whole: number;
}

/** A table of objects, and below it what holds the selected one. */
function WithRetainers({ label, table, columns, state, whole }: WithRetainersProps) {
  return (
    <SplitPane direction="column" label="Height of the retainers" initial={170} min={60} side="end">
      <ListTable
        label={label}
        table={table}
        columns={columns}
        whole={whole}
        empty="Nothing is called that."
        onSelect={({ object }) => object && void state.select(object)}
      />
      <ListTable
        label="Retainers"
        table={state.retainers}
        columns={objectColumns}
        whole={whole}
        empty={state.selected.value ? 'Nothing holds it but V8 itself.' : 'Select an object to see what holds it.'}
      />
    </SplitPane>
  );
}
