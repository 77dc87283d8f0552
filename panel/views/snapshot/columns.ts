import type { ColumnId } from '../../snapshot-worker/contract.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';

/** A column of figures, and how they are written. */
export interface SnapshotColumn extends Column {
  readonly id: ColumnId;
  readonly unit: 'text' | 'count' | 'distance' | 'bytes';
}

const name = (label: string): SnapshotColumn => ({ id: 'name', label, unit: 'text', sortable: true });
const distance: SnapshotColumn = {
  id: 'distance',
  label: 'Distance',
  description: 'Edges on the shortest path from a root of the page',
  unit: 'distance',
  align: 'right',
  width: 80,
  minWidth: 64,
  sortable: true,
  hideBelow: 420,
};
const shallowSize: SnapshotColumn = {
  id: 'shallowSize',
  label: 'Shallow size',
  description: 'Bytes of the objects themselves',
  unit: 'bytes',
  align: 'right',
  width: 150,
  minWidth: 92,
  sortable: true,
};
const retainedSize: SnapshotColumn = {
  id: 'retainedSize',
  label: 'Retained size',
  description: 'Bytes that would be freed with them: their own and those of all that only they hold',
  unit: 'bytes',
  align: 'right',
  width: 150,
  minWidth: 92,
  sortable: true,
};

const figures = [distance, shallowSize, retainedSize];
export const classColumns: readonly SnapshotColumn[] = [name('Constructor'), ...figures];
export const objectColumns: readonly SnapshotColumn[] = [name('Object'), ...figures];
