import type { TreeTableSource } from './source.ts';

/** What a key asks of a tree table, after the ARIA treegrid pattern. */
export type TreeTableAction =
  | { readonly kind: 'select'; readonly row: number }
  | { readonly kind: 'toggle'; readonly row: number }
  | { readonly kind: 'expand-subtree'; readonly row: number }
  | { readonly kind: 'activate'; readonly row: number }
  | { readonly kind: 'context-menu'; readonly row: number };

type RowSource = Pick<TreeTableSource, 'rowCount' | 'levelAt' | 'parentOf' | 'isExpandable' | 'isExpanded'>;

/** The action for `key` while `row` is selected (-1 for none), or null when the key means nothing here. */
export function actionForKey(key: string, row: number, source: RowSource, pageRows: number): TreeTableAction | null {
  const last = source.rowCount - 1;
  if (last < 0) return null;
  const select = (target: number): TreeTableAction => ({ kind: 'select', row: Math.max(0, Math.min(last, target)) });
  switch (key) {
    case 'ArrowDown':
      return select(row + 1);
    case 'ArrowUp':
      return select(row === -1 ? last : row - 1);
    case 'Home':
      return select(0);
    case 'End':
      return select(last);
    case 'PageDown':
      return select(row + pageRows);
    case 'PageUp':
      return select(row - pageRows);
  }
  if (row === -1) return null;
  switch (key) {
    case 'ArrowRight':
      if (!source.isExpandable(row)) return null;
      return source.isExpanded(row) ? select(row + 1) : { kind: 'toggle', row };
    case 'ArrowLeft': {
      if (source.isExpandable(row) && source.isExpanded(row)) return { kind: 'toggle', row };
      const parent = source.parentOf(row);
      return parent === -1 ? null : select(parent);
    }
    case ' ':
      return source.isExpandable(row) ? { kind: 'toggle', row } : null;
    case 'Enter':
      return { kind: 'activate', row };
    case '*':
      return source.isExpandable(row) ? { kind: 'expand-subtree', row } : null;
    case 'ContextMenu':
      return { kind: 'context-menu', row };
  }
  return null;
}
