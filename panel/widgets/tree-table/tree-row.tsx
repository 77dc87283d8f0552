// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid positions its rows itself, which <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: rows are reached through the grid's aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the focus and takes the keys for all its rows
import { type Column, cellClass } from './columns.ts';
import type { RowActions } from './row-actions.ts';
import type { TreeTableSource } from './source.ts';

const barHeight = 18;

interface TreeRowProps {
  readonly id: string | undefined;
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
          title={source.title(row, column.id)}
          {...looks(column, source.bar(row, column.id))}
        >
          {index === 0 && expandable && <Disclosure onToggle={() => actions.onToggle(row)} />}
          {/* Preact writes an empty text anew each time. */}
          {source.cell(row, column.id) || null}
        </div>
      ))}
    </div>
  );
}

function Disclosure({ onToggle }: { onToggle(): void }) {
  const toggle = (event: Event) => {
    event.stopPropagation();
    onToggle();
  };
  // biome-ignore lint/a11y/noStaticElementInteractions: the row says aria-expanded, Left and Right do the same from the keyboard
  return <span class="tree-table-disclosure" onClick={toggle} onDblClick={event => event.stopPropagation()} />;
}

/** The share of a cell is a bar behind its text. */
function looks(column: Column, share: number): { readonly class: string; readonly style?: { backgroundSize: string } } {
  const plain = cellClass(column);
  if (!share) return { class: plain };
  const backgroundSize = `${Math.min(1, Math.abs(share)) * 100}% ${barHeight}px`;
  return { class: `${plain} ${share < 0 ? 'bar lost' : 'bar'}`, style: { backgroundSize } };
}
