import type { SideFigures } from '../../../src/calltree/call-tree.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';

const figure = { align: 'right', width: 150, minWidth: 84, sortable: true } as const;

const self: Column = { id: 'self', label: 'Self', description: 'The function alone', ...figure };
const total: Column = {
  id: 'total',
  label: 'Total',
  description: 'The function and everything it called',
  ...figure,
};
const location: Column = { id: 'location', label: 'Location', align: 'left', width: 220, minWidth: 80, hideBelow: 560 };
const name: Column = { id: 'name', label: 'Function', sortable: true };

const kept: Column = {
  id: 'kept',
  label: 'Kept',
  description: 'What of the total is still live at the end of the selected time; the rest is churn',
  ...figure,
};

const changes: readonly Column[] = [
  { ...self, label: 'Self change', description: 'Live at B less live at A: the function alone', width: 110 },
  {
    ...total,
    label: 'Change',
    description: 'Live at B less live at A: the function and everything it called',
    width: 110,
  },
  { id: 'kind', label: 'Became', align: 'left', width: 90, minWidth: 70 },
  { id: 'before', label: 'At A', description: 'Total live at A', ...figure, width: 90, minWidth: 64, hideBelow: 640 },
  { id: 'after', label: 'At B', description: 'Total live at B', ...figure, width: 90, minWidth: 64, hideBelow: 640 },
];

/** Columns of the functions, by the figures there are. */
export function functionColumns({ before, kept: keeps }: SideFigures): readonly Column[] {
  if (before) return [name, ...changes, { ...location, hideBelow: 800 }];
  return keeps ? [name, self, total, kept, location] : [name, self, total, location];
}

/** Columns of the trees: siblings are always in order of weight, so nothing is sortable. */
export function treeColumns(beside: SideFigures): readonly Column[] {
  return functionColumns(beside).map(column => ({ ...column, sortable: false }));
}
