import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ListRow } from '../../snapshot-worker/contract.ts';
import type { SnapshotTable, TablePhase } from '../../state/snapshot-table.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import type { SnapshotColumn } from './columns.ts';
import { listSource } from './list-source.ts';

export interface ListTableProps {
  /** Accessible name. */
  readonly label: string;
  readonly table: SnapshotTable;
  readonly columns: readonly SnapshotColumn[];
  /** Bytes that shares are of. */
  readonly whole: number;
  /** Stands in the place of rows. */
  readonly empty: ComponentChildren;
  onSelect?(row: ListRow): void;
  /** What Enter and a double click do with a row; without this they open and close it. */
  onActivate?(row: ListRow): void;
  onContextMenu?(row: ListRow, x: number, y: number): void;
}

/** A table of a snapshot, of any length. */
export function ListTable({ label, table, columns, whole, empty, ...actions }: ListTableProps) {
  const tree = table.tree.value;
  const version = tree?.version.value ?? 0;
  const source = useMemo(() => tree && listSource(tree, columns, whole), [tree, version, columns, whole]);
  if (!tree || !source) return <div class="empty-state">{textOf(table.phase.value) ?? empty}</div>;
  const withRow = (row: number, action: ((row: ListRow) => void) | undefined) => {
    const found = tree.rowAt(row);
    if (found) action?.(found);
  };
  return (
    <TreeTable
      label={label}
      columns={columns}
      source={source}
      busy={table.phase.value === 'opening'}
      sort={table.order.value}
      onSort={column => void table.sort(column)}
      selectedKey={table.selectedKey.value}
      onSelect={(key, row) => {
        table.selectedKey.value = key;
        withRow(row, actions.onSelect);
      }}
      onToggle={key => void tree.toggle(key)}
      onActivate={(key, row) => {
        if (actions.onActivate) withRow(row, actions.onActivate);
        else if (source.isExpandable(row)) void tree.toggle(key);
      }}
      onContextMenu={(_key, row, x, y) => withRow(row, found => actions.onContextMenu?.(found, x, y))}
      empty={<div class="empty-state">{empty}</div>}
    />
  );
}

/** Stands in the place of a list that is not there yet, or could not be made; null where there is nothing to list. */
function textOf(phase: TablePhase): string | null {
  switch (phase) {
    case 'opening':
      return 'Looking…';
    case 'failed':
      return 'This could not be listed.';
    case 'listed':
      return null;
  }
}
