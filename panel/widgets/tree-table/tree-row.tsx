// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid positions its rows itself, which <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: rows are reached through the grid's aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the focus and takes the keys for all its rows
import { type Column, cellClass } from './columns.ts';
import type { RowActions } from './row-actions.ts';
import type { TreeTableSource } from './source.ts';

interface TreeRowProps {
  readonly id: string;
  readonly row: number;
  /** Distance from the top of the window of rows in pixels. */
  readonly top: number;
  readonly source: TreeTableSource;
  readonly columns: readonly Column[];
  readonly allColumns: readonly Column[];
  readonly selected: boolean;
  readonly actions: RowActions;
}

/** One row in view. */
export function TreeRow({ row, source, selected, actions, ...props }: TreeRowProps) {
  const expandable = source.isExpandable(row);
  const level = source.levelAt(row);
  return (
    <div
      id={props.id}
      role="row"
      class="tree-table-row"
      aria-rowindex={row + 2}
      aria-level={level}
      aria-selected={selected}
      aria-description={source.description?.(row) ?? undefined}
      aria-expanded={expandable ? source.isExpanded(row) : undefined}
      style={{ transform: `translateY(${props.top}px)`, '--level': level }}
      onClick={() => actions.onSelect(row)}
      onDblClick={() => actions.onActivate(row)}
      onContextMenu={event => actions.onContextMenu(event, row)}
    >
      {props.columns.map((column, index) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={props.allColumns.indexOf(column) + 1}
          class={cellClass(column)}
          title={source.title(row, column.id)}
        >
          <Bar share={source.bar(row, column.id)} />
          {index === 0 && <Disclosure active={expandable} onToggle={() => actions.onToggle(row)} />}
          <span class="tree-table-text">{source.cell(row, column.id)}</span>
        </div>
      ))}
    </div>
  );
}

function Disclosure({ active, onToggle }: { readonly active: boolean; onToggle(): void }) {
  if (!active) return <span class="tree-table-leaf" />;
  const toggle = (event: Event) => {
    event.stopPropagation();
    onToggle();
  };
  // biome-ignore lint/a11y/noStaticElementInteractions: the row says aria-expanded, Left and Right do the same from the keyboard
  return <span class="tree-table-disclosure" onClick={toggle} onDblClick={event => event.stopPropagation()} />;
}

function Bar({ share }: { readonly share: number }) {
  if (!share) return null;
  const width = `${Math.min(1, Math.abs(share)) * 100}%`;
  return <span class={share < 0 ? 'tree-table-bar lost' : 'tree-table-bar'} style={{ width }} />;
}
