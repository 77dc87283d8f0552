import type { CoverageColumn } from '../../analysis/coverage-contract.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';

interface CoverageTableColumn extends Column {
  readonly id: CoverageColumn | 'line' | 'isolates' | 'before';
}

const figure = { align: 'right', sortable: true, minWidth: 64 } as const;

const always: readonly CoverageTableColumn[] = [
  { id: 'name', label: 'Script', description: 'Scripts, and the functions in them', sortable: true },
  { id: 'line', label: 'Line', description: 'Where the function begins', align: 'right', width: 60, hideBelow: 560 },
  {
    id: 'detail',
    label: 'Counted',
    description: 'By block, or by function',
    width: 84,
    sortable: true,
    hideBelow: 760,
  },
  { ...figure, id: 'total', label: 'Total', description: 'Characters of the text', width: 84, hideBelow: 480 },
  { ...figure, id: 'used', label: 'Used', description: 'What of it ran at least once', width: 84, hideBelow: 640 },
  { ...figure, id: 'unused', label: 'Unused', description: 'What of it never ran', width: 130, minWidth: 84 },
];
const executions: CoverageTableColumn = {
  ...figure,
  id: 'executions',
  label: 'Executions',
  description: 'How often functions ran',
  width: 90,
};
const compared: readonly CoverageTableColumn[] = [
  { id: 'before', label: 'Before', description: 'How often they ran in the other capture', align: 'right', width: 84 },
  { id: 'change', label: 'Change', description: 'What became of it since', width: 120, sortable: true },
];
const isolates: CoverageTableColumn = {
  id: 'isolates',
  label: 'Ran in',
  description: 'Page, frames and workers',
  width: 140,
  hideBelow: 860,
};

/** @param isCompared whether there is another capture to compare with. */
export function coverageColumns(isCompared: boolean): readonly Column[] {
  return [...always, executions, ...(isCompared ? compared : []), isolates];
}
