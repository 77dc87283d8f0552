import { useMemo, useState } from 'preact/hooks';
import type { Frame } from '../../../src/calltree/frame.ts';
import type { LineTable } from '../../../src/calltree/lines.ts';
import { formatCount, withShare } from '../../widgets/format.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';
import { nextSort, type Sort } from '../../widgets/tree-table/sort.ts';
import { type CellTexts, flatSource } from '../../widgets/tree-table/source.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { locationLabel } from './location.ts';
import { formatShare } from './weights.ts';

/** The text of a line (from 1) of a script; null while it is not known. */
export type SourceLineText = (url: string, line: number) => string | null;

export interface LinesViewProps {
  readonly lines: LineTable;
  readonly sourceLine: SourceLineText;
  onActivate(place: Frame): void;
}

const columns: readonly Column[] = [
  { id: 'source', label: 'Source' },
  {
    id: 'ticks',
    label: 'Samples',
    description: 'CPU samples that V8 took while this line ran',
    align: 'right',
    width: 150,
    minWidth: 84,
    sortable: true,
  },
  { id: 'function', label: 'Function', align: 'left', width: 180, minWidth: 80, sortable: true, hideBelow: 620 },
  { id: 'location', label: 'Location', align: 'left', width: 200, minWidth: 80, sortable: true },
];

/** The hot lines of the scripts, with their text where it can be had. */
export function LinesView({ lines, sourceLine, onActivate }: LinesViewProps) {
  const [sort, setSort] = useState<Sort>({ column: 'ticks', descending: true });
  const [selectedKey, select] = useState<number | null>(null);
  const order = useMemo(() => sortedRows(lines, sort), [lines, sort]);
  const source = useMemo(
    () => flatSource(order, row => keyOf(lines, row), textsOf(lines, sourceLine)),
    [order, lines, sourceLine],
  );
  return (
    <TreeTable
      label="Source lines"
      columns={columns}
      source={source}
      sort={sort}
      onSort={column => setSort(nextSort(sort, column))}
      selectedKey={selectedKey}
      onSelect={select}
      onActivate={(_key, row) => onActivate(placeOf(lines, order[row] ?? 0))}
    />
  );
}

/** Scripts keep their number from update to update only while no other appears: the selection may jump then, and only then. */
function keyOf(lines: LineTable, row: number): number {
  return (lines.url[row] ?? 0) * 2 ** 32 + (lines.line[row] ?? 0);
}

function placeOf(lines: LineTable, row: number): Frame {
  return {
    functionName: lines.functionName[row] ?? '',
    url: lines.urls[lines.url[row] ?? 0] ?? '',
    line: lines.line[row] ?? 0,
    column: 1,
  };
}

function sortedRows(lines: LineTable, { column, descending }: Sort): Uint32Array {
  const order = Uint32Array.from({ length: lines.count }, (_, row) => row);
  const sign = descending ? -1 : 1;
  if (column === 'ticks') return order.sort((a, b) => sign * ((lines.ticks[a] ?? 0) - (lines.ticks[b] ?? 0)));
  const textOf = (row: number) => (column === 'function' ? placeOf(lines, row).functionName : placeOf(lines, row).url);
  return order.sort(
    (a, b) => -sign * textOf(a).localeCompare(textOf(b)) || (lines.line[a] ?? 0) - (lines.line[b] ?? 0),
  );
}

function textsOf(lines: LineTable, sourceLine: SourceLineText): CellTexts {
  return {
    cell(row, column) {
      const place = placeOf(lines, row);
      if (column === 'source') return sourceLine(place.url, place.line)?.trim() ?? '';
      if (column === 'function') return place.functionName || '(anonymous)';
      if (column === 'location') return locationLabel(place);
      const ticks = lines.ticks[row] ?? 0;
      return withShare(formatCount(ticks), formatShare(ticks, lines.whole));
    },
    title(row, column) {
      const place = placeOf(lines, row);
      if (column === 'source')
        return sourceLine(place.url, place.line)?.trim() ?? 'The text of this script is not known';
      if (column === 'location') return `${place.url}:${place.line}`;
      if (column === 'function') return place.functionName || '(anonymous)';
      return `${formatCount(lines.ticks[row] ?? 0)} of ${formatCount(lines.whole)} samples with a line`;
    },
    bar: (row, column) => (column === 'ticks' && lines.whole > 0 ? (lines.ticks[row] ?? 0) / lines.whole : 0),
  };
}
