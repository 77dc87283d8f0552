import type { ComponentChildren } from 'preact';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import type { SnapshotTable } from '../../state/snapshot-table.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { SplitPane } from '../../widgets/split-pane/split-pane.tsx';
import type { SnapshotColumn } from './columns.ts';
import { ListTable } from './list-table.tsx';
import { RetainersPane } from './retainers-pane.tsx';
import { useObjectMenu } from './use-object-menu.tsx';

export interface ObjectsViewProps {
  /** Accessible name of the table. */
  readonly label: string;
  readonly table: SnapshotTable;
  readonly columns: readonly SnapshotColumn[];
  readonly state: SnapshotState;
  readonly empty: ComponentChildren;
  liveActions(heapObjectId: number): readonly MenuEntry[];
}

/** A table of objects, and below it what holds the selected one. */
export function ObjectsView({ label, table, columns, state, empty, liveActions }: ObjectsViewProps) {
  const { menu, open, openOnRetainer } = useObjectMenu({ state, liveActions });
  return (
    <>
      <SplitPane direction="column" label="Height of the retainers" initial={120} min={96} side="end">
        <ListTable
          label={label}
          table={table}
          columns={columns}
          whole={state.info.totalSize}
          empty={empty}
          onSelect={({ object }) => void state.select(object)}
          onContextMenu={open}
        />
        <RetainersPane state={state} onContextMenu={openOnRetainer} />
      </SplitPane>
      {menu}
    </>
  );
}
