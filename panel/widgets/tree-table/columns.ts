export interface Column {
  readonly id: string;
  readonly label: string;
  /** What the column means, for the header's tooltip. */
  readonly description?: string;
  readonly align?: 'left' | 'right';
  /** Widest the column becomes, in pixels; without it the column takes the space that is left. */
  readonly width?: number;
  /** Narrowest the column becomes, in pixels; default 60, or 120 for a column without `width`. */
  readonly minWidth?: number;
  readonly sortable?: boolean;
  /** The column is left out while the table is narrower than this many pixels. */
  readonly hideBelow?: number;
}

/** The columns that have a place in a table of this width; all of them while the width is not known (0). */
export function shownColumns(columns: readonly Column[], width: number): readonly Column[] {
  return width === 0 ? columns : columns.filter(column => width >= (column.hideBelow ?? 0));
}

/** The value of `grid-template-columns`: names keep at least 45 % of the width, figures shrink towards their minimum to allow it. */
export function columnTemplate(columns: readonly Column[]): string {
  return columns.map(track).join(' ');
}

function track({ width, minWidth }: Column): string {
  if (width === undefined) return `minmax(max(${minWidth ?? 120}px, 45%), 1fr)`;
  return `minmax(${Math.min(minWidth ?? 60, width)}px, ${width}px)`;
}

/** Figures are aligned right with digits of equal width. */
export function cellClass(column: Column): string {
  return column.align === 'right' ? 'tree-table-cell numeric' : 'tree-table-cell';
}
