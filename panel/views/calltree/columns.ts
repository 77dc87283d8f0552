import type { Column } from '../../widgets/tree-table/columns.ts';

const self: Column = {
  id: 'self',
  label: 'Self',
  description: 'The function alone',
  align: 'right',
  width: 150,
  minWidth: 84,
  sortable: true,
};
const total: Column = {
  id: 'total',
  label: 'Total',
  description: 'The function and everything it called',
  align: 'right',
  width: 150,
  minWidth: 84,
  sortable: true,
};
const location: Column = { id: 'location', label: 'Location', align: 'left', width: 220, minWidth: 80, hideBelow: 560 };
const name: Column = { id: 'name', label: 'Function' };

/** Columns of the trees: siblings are always in order of total, so nothing is sortable. */
export const treeColumns: readonly Column[] = [
  name,
  { ...self, sortable: false },
  { ...total, sortable: false },
  location,
];

export const functionColumns: readonly Column[] = [{ ...name, sortable: true }, self, total, location];
