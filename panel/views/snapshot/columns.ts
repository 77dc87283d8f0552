import type { ObjectRef } from '../../snapshot-worker/contract.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';
import type { NamedSnapshot } from './named-snapshot.ts';

/** A column of a snapshot's table; its id is `name`, `location` or that of a figure or of words of the rows. */
export interface SnapshotColumn extends Column {
  /** How its figures are written; `change` and `bytes change` show their sign, `share` shows bytes and their part of the heap. */
  readonly unit: 'text' | 'count' | 'change' | 'distance' | 'bytes' | 'bytes change' | 'share';
}

const name = (label: string): SnapshotColumn => ({ id: 'name', label, unit: 'text', sortable: true });

const figure = (
  id: string,
  label: string,
  unit: SnapshotColumn['unit'],
  description: string,
  hideBelow = 0,
): SnapshotColumn => {
  const width = unit === 'share' ? 150 : 96;
  return { id, label, unit, description, align: 'right', width, minWidth: 76, sortable: true, hideBelow };
};

const distance = figure('distance', 'Distance', 'distance', 'Edges on the shortest path from a root of the page', 560);
const shallowSize = figure('shallowSize', 'Shallow size', 'share', 'Bytes of the objects themselves');
const retainedSize = figure(
  'retainedSize',
  'Retained size',
  'share',
  'Bytes that would be freed with them: their own, and those of all that only they hold',
);
const sizes = [shallowSize, retainedSize];

export const classColumns: readonly SnapshotColumn[] = [name('Constructor'), distance, ...sizes];
/** Of a snapshot that was not opened. */
export const summaryColumns: readonly SnapshotColumn[] = [
  name('Constructor'),
  figure('count', 'Objects', 'count', 'How many objects of the class there are'),
  shallowSize,
];
export const objectColumns: readonly SnapshotColumn[] = [name('Object'), distance, ...sizes];
/** @param held the object in question; null while none is selected. */
export function retainerColumns(held: ObjectRef | null): readonly SnapshotColumn[] {
  const head = held ? `What holds ${held.className} @${held.heapObjectId}` : 'Held by';
  return [name(head), distance, ...sizes];
}
export const stringColumns: readonly SnapshotColumn[] = [
  name('Text'),
  figure('count', 'Copies', 'count', 'How many strings have this text'),
  figure('wastedSize', 'Wasted', 'share', 'Bytes of all copies but the largest: what one copy alone would save'),
  { ...shallowSize, hideBelow: 640 },
  { ...retainedSize, hideBelow: 760 },
];
export const detachedColumns: readonly SnapshotColumn[] = [
  name('Node'),
  figure('count', 'Nodes', 'count', 'DOM nodes that hold one another and are in no document'),
  ...sizes,
];
export const allocationColumns: readonly SnapshotColumn[] = [
  name('Function'),
  figure('liveCount', 'Live count', 'count', 'Objects that it allocated and that are still there', 640),
  figure('count', 'Count', 'count', 'Objects that it allocated while it was recorded', 640),
  figure('liveSize', 'Live size', 'bytes', 'Bytes of those that are still there'),
  figure('size', 'Size', 'bytes', 'Bytes that it allocated while it was recorded'),
  { id: 'location', label: 'Location', unit: 'text', align: 'left', width: 200, minWidth: 80, hideBelow: 760 },
];
export const leakColumns: readonly SnapshotColumn[] = [
  name('What stayed'),
  {
    id: 'verdict',
    label: 'Verdict',
    unit: 'text',
    description: 'A leak where it is known why; else a suspect, for having stayed',
    width: 240,
    minWidth: 96,
    sortable: true,
  },
  figure('count', 'Objects', 'count', 'Objects that are held in this way', 640),
  retainedSize,
];
export const deadColumns: readonly SnapshotColumn[] = [
  name('Function, context, variable'),
  {
    id: 'names',
    label: 'Unused variables',
    unit: 'text',
    description: 'Variables that no function which is still there can use',
    width: 200,
    minWidth: 80,
    hideBelow: 560,
  },
  {
    id: 'script',
    label: 'Script',
    unit: 'text',
    description: 'Where the function stands',
    width: 160,
    minWidth: 80,
    hideBelow: 760,
  },
  figure('count', 'Contexts', 'count', 'How often the function was called and its variables stayed', 640),
  { ...retainedSize, hideBelow: 900 },
  figure('freedSize', 'Freed', 'share', 'Bytes that go at least when the unused variables do: what nothing else holds'),
];
export const changeColumns: readonly SnapshotColumn[] = [
  name('Constructor'),
  figure('newCount', '# New', 'count', 'Objects that the base has not', 760),
  figure('deletedCount', '# Deleted', 'count', 'Objects that only the base has', 760),
  figure('countDelta', '# Delta', 'change', 'New less deleted'),
  figure('newSize', 'Alloc. size', 'bytes', 'Bytes of the new objects', 560),
  figure('deletedSize', 'Freed size', 'bytes', 'Bytes of the deleted objects', 560),
  figure('sizeDelta', 'Size delta', 'bytes change', 'Bytes: new less deleted'),
];

/** A column of counts for each snapshot, the oldest first. */
export function trendColumns(
  snapshots: readonly Pick<NamedSnapshot, 'name' | 'shortName'>[],
): readonly SnapshotColumn[] {
  const counts = snapshots.map(({ name, shortName }, i) => ({
    ...figure(`count ${i}`, shortName, 'count', `Objects in ${name}`),
    width: 160,
  }));
  return [
    name('Constructor'),
    ...counts,
    figure('countDelta', '# Delta', 'change', 'Objects more (+) or fewer (−) in the last than in the first'),
    figure('sizeDelta', 'Size delta', 'bytes change', 'Bytes more (+) or fewer (−) in the last than in the first'),
  ];
}
