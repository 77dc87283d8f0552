import { systemDistance } from '../../../src/snapshot/heap-graph.ts';
import {
  formatBytes,
  formatBytesChange,
  formatCount,
  formatExactBytes,
  formatPercent,
  withShare,
} from '../../widgets/format.ts';
import { formatChange } from '../classes/class-rows.ts';
import type { SnapshotColumn } from './columns.ts';

/** What stands in a cell. @param whole bytes that shares are of. */
export function formatFigure({ unit }: SnapshotColumn, value: number, whole: number): string {
  switch (unit) {
    case 'share':
      return withShare(formatBytes(value), formatPercent(value / whole));
    case 'bytes':
      return formatBytes(value);
    case 'bytes change':
      return formatBytesChange(value);
    case 'change':
      return formatChange(value);
    case 'distance':
      return value >= 0 && value < systemDistance ? formatCount(value) : '−';
    default:
      return formatCount(value);
  }
}

/** The exact figure, for the tooltip. */
export function formatExactFigure(column: SnapshotColumn, value: number, whole: number): string {
  switch (column.unit) {
    case 'share':
      return `${formatExactBytes(value)}, ${formatPercent(value / whole)} of the heap`;
    case 'bytes':
    case 'bytes change':
      return `${value < 0 ? '−' : ''}${formatExactBytes(Math.abs(value))}`;
    case 'distance':
      return value >= systemDistance ? 'No root of the page leads here' : formatCount(value);
    default:
      return formatFigure(column, value, whole);
  }
}
