import { useMemo, useState } from 'preact/hooks';
import { type Frame, frameLabel } from '../../../src/calltree/frame.ts';
import type { FunctionTable } from '../../../src/calltree/functions.ts';
import { nextSort, type Sort } from '../../widgets/tree-table/sort.ts';
import { type CellTexts, flatSource } from '../../widgets/tree-table/source.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { functionColumns } from './columns.ts';
import { figureCells, sortFigure } from './figure-cells.ts';
import { keyOf } from './function-key.ts';
import { fullLocation, locationLabel } from './location.ts';
import type { WeightStyle } from './weights.ts';

export interface FunctionsViewProps {
  readonly functions: FunctionTable;
  readonly frames: readonly Frame[];
  readonly style: WeightStyle;
  readonly selectedKey: number | null;
  onSelect(key: number): void;
  onActivate(frame: number): void;
  /** A context menu was asked for, in client pixels. */
  onContextMenu(frame: number, x: number, y: number): void;
}

/** Every function once, wherever it was called from. Rows are told apart by their frame. */
export function FunctionsView({ functions, frames, style, selectedKey, ...actions }: FunctionsViewProps) {
  const [sort, setSort] = useState<Sort>({ column: 'self', descending: true });
  const columns = useMemo(() => functionColumns(functions.beside, style.sides), [functions.beside, style.sides]);
  const order = useMemo(() => sortedRows(functions, frames, sort), [functions, frames, sort]);
  const source = useMemo(
    () => flatSource(order, row => keyOf(frames[functions.frame[row] ?? -1]), textsOf(functions, frames, style)),
    [order, functions, frames, style],
  );
  return (
    <TreeTable
      label="Functions"
      columns={columns}
      source={source}
      sort={sort}
      onSort={column => setSort(nextSort(sort, column))}
      selectedKey={selectedKey}
      onSelect={actions.onSelect}
      onActivate={(_key, row) => actions.onActivate(functions.frame[order[row] ?? -1] ?? -1)}
      onContextMenu={(_key, row, x, y) => actions.onContextMenu(functions.frame[order[row] ?? -1] ?? -1, x, y)}
    />
  );
}

function sortedRows(functions: FunctionTable, frames: readonly Frame[], { column, descending }: Sort): Uint32Array {
  const order = Uint32Array.from({ length: functions.count }, (_, row) => row);
  const sign = descending ? -1 : 1;
  if (column === 'name') {
    const nameOf = (row: number) => labelOf(frames, functions.frame[row] ?? 0);
    return order.sort((a, b) => -sign * nameOf(a).localeCompare(nameOf(b)));
  }
  const figureOf = sortFigure(functions, column);
  return order.sort((a, b) => sign * (figureOf(a) - figureOf(b)));
}

function textsOf(functions: FunctionTable, frames: readonly Frame[], style: WeightStyle): CellTexts {
  const frameOf = (row: number) => frames[functions.frame[row] ?? 0];
  const figures = figureCells(functions, functions.whole, style);
  return {
    cell(row, column) {
      const frame = frameOf(row);
      if (!frame) return '';
      if (column === 'name') return frameLabel(frame);
      if (column === 'location') return locationLabel(frame);
      return figures.cell(row, column);
    },
    title(row, column) {
      const frame = frameOf(row);
      if (!frame) return '';
      if (column === 'name') return frameLabel(frame);
      if (column === 'location') return fullLocation(frame);
      return figures.title(row, column);
    },
    bar: (row, column) => (column === 'total' && functions.beside.before === undefined ? 0 : figures.bar(row, column)),
  };
}

function labelOf(frames: readonly Frame[], frame: number): string {
  const place = frames[frame];
  return place ? frameLabel(place) : '';
}
