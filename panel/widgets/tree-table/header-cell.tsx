// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid positions its rows itself, which <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: a sortable header holds a button that takes the focus
import { type Column, cellClass } from './columns.ts';
import type { Sort } from './sort.ts';

interface HeaderCellProps {
  readonly column: Column;
  /** 1-based position among all columns, hidden ones too. */
  readonly position: number;
  readonly sort: Sort | null;
  readonly onSort: ((column: string) => void) | undefined;
}

/** The head of one column; a sortable one is a button. */
export function HeaderCell({ column, position, sort, onSort }: HeaderCellProps) {
  const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <div
      role="columnheader"
      class={cellClass(column)}
      aria-colindex={position}
      aria-sort={sorted}
      title={column.description ?? column.label}
    >
      {column.sortable && onSort ? (
        <button type="button" class="tree-table-sort" onClick={() => onSort(column.id)}>
          <span class="tree-table-label">{column.label}</span>
        </button>
      ) : (
        column.label
      )}
    </div>
  );
}
