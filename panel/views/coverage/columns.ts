import type { CoverageColumn } from '../../analysis/coverage-contract.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';

interface CoverageTableColumn extends Column {
  readonly id: CoverageColumn | 'line' | 'isolates' | 'before';
}

/** @param isCompared whether there is another capture to compare with: its columns need the room of others. */
export function coverageColumns(isCompared: boolean): readonly Column[] {
  const hideSizesBelow = isCompared ? 900 : 640;
  const columns: readonly CoverageTableColumn[] = [
    { id: 'name', label: 'Script', description: 'Scripts, and the functions in them', sortable: true },
    { id: 'line', label: 'Line', description: 'Where the function begins', align: 'right', width: 50, hideBelow: 560 },
    {
      id: 'detail',
      label: 'Counted',
      description: 'By block, or by function',
      width: 90,
      sortable: true,
      hideBelow: 940,
    },
    { ...figure('total', 'Total', 'Characters of the text', 72), hideBelow: hideSizesBelow },
    { ...figure('used', 'Used', 'What of it ran at least once', 72), hideBelow: hideSizesBelow },
    figure('unused', 'Unused', 'What of it never ran', 124),
    figure(
      'executions',
      'Executions',
      'How often functions ran, at least: V8 stops counting one without branches when it has optimised it into its callers',
      90,
    ),
  ];
  return isCompared ? [...columns, ...comparison, isolates] : [...columns, isolates];
}

function figure(id: CoverageColumn, label: string, description: string, width: number): CoverageTableColumn {
  return { id, label, description, width, minWidth: width, align: 'right', sortable: true };
}

const comparison: readonly CoverageTableColumn[] = [
  {
    id: 'before',
    label: 'Before',
    description: 'How often they ran in the other capture',
    align: 'right',
    width: 64,
    hideBelow: 560,
  },
  { id: 'change', label: 'Change', description: 'What became of it since', width: 118, minWidth: 84, sortable: true },
];

const isolates: CoverageTableColumn = {
  id: 'isolates',
  label: 'Ran in',
  description: 'Page, frames and workers',
  width: 140,
  hideBelow: 1040,
};
