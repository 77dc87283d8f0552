import type { SideFigures } from '../../../src/calltree/call-tree.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';
import { type Sides, sideNames } from './sides.ts';

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

function changes(sides: Sides): readonly Column[] {
  const { before, after, change, beforeIs, afterIs } = sideNames[sides];
  const side = { ...figure, width: 90, minWidth: 64, hideBelow: 640 };
  return [
    { ...self, label: 'Self change', description: `${change}: the function alone`, width: 110 },
    { ...total, label: 'Change', description: `${change}: the function and everything it called`, width: 110 },
    { id: 'kind', label: 'Became', align: 'left', width: 90, minWidth: 70 },
    { id: 'before', label: before, description: beforeIs, ...side, width: 116 },
    { id: 'after', label: after, description: afterIs, ...side },
  ];
}

/** Columns of the functions, by the figures there are. */
export function functionColumns({ before, kept: keeps }: SideFigures, sides: Sides): readonly Column[] {
  if (before) return [name, ...changes(sides), { ...location, hideBelow: 800 }];
  return keeps ? [name, self, total, kept, location] : [name, self, total, location];
}

/** Columns of the trees: siblings are always in order of weight, so nothing is sortable. */
export function treeColumns(beside: SideFigures, sides: Sides): readonly Column[] {
  return functionColumns(beside, sides).map(column => ({ ...column, sortable: false }));
}
