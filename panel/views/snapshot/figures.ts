import { systemDistance } from '../../../src/snapshot/heap-graph.ts';
import { formatBytes, formatCount, formatExactBytes, formatPercent } from '../../widgets/format.ts';
import type { SnapshotColumn } from './columns.ts';

/** What stands in a cell. @param whole bytes that shares are of. */
export function formatFigure({ unit }: SnapshotColumn, value: number, whole: number): string {
  switch (unit) {
    case 'bytes':
      return `${formatBytes(value)}  ${formatPercent(value / whole)}`;
    case 'distance':
      return value >= 0 && value < systemDistance ? formatCount(value) : '−';
    default:
      return formatCount(value);
  }
}

/** The exact figure, for the tooltip. */
export function formatExactFigure(column: SnapshotColumn, value: number, whole: number): string {
  if (column.unit === 'bytes') return `${formatExactBytes(value)}, ${formatPercent(value / whole)} of the heap`;
  if (column.unit === 'distance' && value >= systemDistance) return 'No root of the page leads here';
  return formatFigure(column, value, whole);
}
