// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid positions its rows itself, which <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: rows are reached through the grid's aria-activedescendant
import './tree-table.css';
import type { ComponentChildren, TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Column, columnTemplate, shownColumns } from './columns.ts';
import { HeaderCell } from './header-cell.tsx';
import { actionForKey, type TreeTableAction } from './keyboard.ts';
import { useLatestActions } from './row-actions.ts';
import type { Sort } from './sort.ts';
import type { TreeTableSource } from './source.ts';
import { TreeRow } from './tree-row.tsx';
import { TypeAhead } from './type-ahead.ts';
import { useKeptRows } from './use-kept-rows.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { useStepInto } from './use-step-into.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

export type { Column };

export interface TreeTableProps {
  /** Accessible name. */
  readonly label: string;
  /** The first column carries the disclosure triangles and is searched by typing. */
  readonly columns: readonly Column[];
  readonly source: TreeTableSource;
  /** Key of the selected row; null for none. A key that no row shows is kept, so that the selection comes back with its row. */
  readonly selectedKey: number | null;
  onSelect(key: number, row: number): void;
  onToggle?(key: number, row: number): void;
  onExpandSubtree?(key: number, row: number): void;
  /** Enter or double-click. */
  onActivate?(key: number, row: number): void;
  /** A context menu was asked for at this place, in client pixels. */
  onContextMenu?(key: number, row: number, x: number, y: number): void;
  readonly sort?: Sort | null;
  onSort?(column: string): void;
  /** Whether other rows are about to take the place of these. */
  readonly busy?: boolean;
  /** Shown in place of rows when there are none. */
  readonly empty?: ComponentChildren;
}

/** Height of a row and of the header in pixels; the same as `--row-height`. */
const rowHeight = 24;

/** A table of rows that may have levels, of any length; only the rows in view are in the document. */
export function TreeTable(props: TreeTableProps) {
  const { source, selectedKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const typeAhead = useRef(new TypeAhead());
  const id = useId();
  const selectedRow = useMemo(() => (selectedKey === null ? -1 : source.rowOfKey(selectedKey)), [source, selectedKey]);
  const rows = useVirtualRows(scroller, source.rowCount, rowHeight, rowHeight, selectedRow);
  useScrollAnchor(scroller, source, rowHeight, rows.scale);
  useScrollToSelection(selectedKey, selectedRow, rows.scrollTo);
  const keptRow = useKeptRows();
  const columns = shownColumns(props.columns, rows.width);
  const template = columnTemplate(columns);
  const selectedId = `${id}-selected`;

  const run = ({ kind, row }: TreeTableAction) => {
    const key = source.keyAt(row);
    switch (kind) {
      case 'select':
        return props.onSelect(key, row);
      case 'toggle':
        return props.onToggle?.(key, row);
      case 'expand-subtree':
        return props.onExpandSubtree?.(key, row);
      case 'activate':
        return props.onActivate?.(key, row);
      case 'context-menu': {
        const box = document.getElementById(selectedId)?.getBoundingClientRect();
        return props.onContextMenu?.(key, row, (box?.left ?? 0) + 24, box?.bottom ?? 0);
      }
    }
  };

  const noteKey = useStepInto(source, selectedKey, row => run({ kind: 'select', row }));

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key;
    const action = actionForKey(key, selectedRow, source, rows.pageRows);
    noteKey(key, action);
    if (action) {
      event.preventDefault();
      return run(action);
    }
    if (key.length !== 1) return;
    const name = (row: number) => source.cell(row, columns[0]?.id ?? '');
    const row = typeAhead.current.find(key, event.timeStamp, selectedRow, source.rowCount, name);
    if (row !== -1) run({ kind: 'select', row });
  };

  const onRowContextMenu = (event: TargetedMouseEvent<HTMLElement>, row: number) => {
    if (!props.onContextMenu) return;
    event.preventDefault();
    const key = source.keyAt(row);
    props.onSelect(key, row);
    props.onContextMenu(key, row, event.clientX, event.clientY);
  };

  const actions = useLatestActions({
    onSelect: row => run({ kind: 'select', row }),
    onToggle: row => run({ kind: 'toggle', row }),
    onActivate: row => run({ kind: 'activate', row }),
    onContextMenu: onRowContextMenu,
  });

  return (
    <div
      ref={scroller}
      class="tree-table"
      role="treegrid"
      tabIndex={0}
      aria-label={props.label}
      aria-busy={props.busy}
      aria-rowcount={source.rowCount + 1}
      aria-colcount={props.columns.length}
      aria-activedescendant={selectedRow >= 0 ? selectedId : undefined}
      style={{ '--columns': template }}
      onKeyDown={onKeyDown}
    >
      <div class="tree-table-rows" style={{ height: `${rows.height}px` }}>
        <div class="tree-table-header" role="row" aria-rowindex={1}>
          {columns.map(column => (
            <HeaderCell
              key={column.id}
              column={column}
              position={props.columns.indexOf(column) + 1}
              sort={props.sort ?? null}
              onSort={props.onSort}
            />
          ))}
        </div>
        <div class="tree-table-window" style={{ transform: `translateY(${rows.shift}px)` }}>
          {rows.items.map(({ index: row, slot, top }) =>
            keptRow(slot, [source, row, top, row === selectedRow, props.columns, template], () => (
              <TreeRow
                key={slot}
                id={row === selectedRow ? selectedId : undefined}
                row={row}
                top={top}
                source={source}
                columns={columns}
                allColumns={props.columns}
                selected={row === selectedRow}
                actions={actions}
              />
            )),
          )}
        </div>
      </div>
      {source.rowCount === 0 && props.empty && (
        <div role="row" class="tree-table-empty">
          <div role="gridcell">{props.empty}</div>
        </div>
      )}
    </div>
  );
}

/** Brings the selected row into view when the selection changes, not when an update moves it. */
function useScrollToSelection(key: number | null, row: number, scrollTo: (row: number) => void): void {
  const shown = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (key !== null && row === -1) return;
    if (shown.current === key) return;
    shown.current = key;
    if (row !== -1) scrollTo(row);
  });
}
