import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ListRow } from '../../snapshot-worker/contract.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import type { SnapshotTable } from '../../state/snapshot-table.ts';
import { ContextMenu } from '../../widgets/context-menu/context-menu.tsx';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { SplitPane } from '../../widgets/split-pane/split-pane.tsx';
import type { SnapshotColumn } from './columns.ts';
import { ListTable } from './list-table.tsx';
import { objectMenu } from './object-menu.ts';
import { RetainersPane } from './retainers-pane.tsx';

export interface ObjectsViewProps {
  /** Accessible name of the table. */
  readonly label: string;
  readonly table: SnapshotTable;
  readonly columns: readonly SnapshotColumn[];
  readonly state: SnapshotState;
  readonly empty: ComponentChildren;
  liveActions(heapObjectId: number): readonly MenuEntry[];
}

interface OpenMenu {
  readonly items: readonly MenuEntry[];
  readonly x: number;
  readonly y: number;
}

/** A table of objects, and below it what holds the selected one. */
export function ObjectsView({ label, table, columns, state, empty, liveActions }: ObjectsViewProps) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = (isRetainer: boolean) => (row: ListRow, x: number, y: number) => {
    const items = objectMenu({ state, liveActions }, row, isRetainer);
    if (items.length > 0) setMenu({ items, x, y });
  };
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
          onContextMenu={openMenu(false)}
        />
        <RetainersPane state={state} onContextMenu={openMenu(true)} />
      </SplitPane>
      {menu && <ContextMenu label="Object" {...menu} onClose={() => setMenu(null)} />}
    </>
  );
}
