import { formatBytes } from '../../src/format-bytes.ts';

export { formatBytes };

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A count with thousands separated: `1,248`. */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** A change in bytes, its sign always shown: `+1.5 KB`, `−12 B`, `0 B`. */
export function formatBytesChange(value: number): string {
  return value > 0 ? `+${formatBytes(value)}` : formatBytes(value);
}

/** The exact figure for a tooltip: `43,200,512 bytes`. */
export function formatExactBytes(value: number): string {
  return `${whole.format(value)} ${Math.round(value) === 1 ? 'byte' : 'bytes'}`;
}

/** A duration given in milliseconds: `0.4 ms`, `320 ms`, `2.1 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const value = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? '−' : '';
  if (value < 9.95) return `${sign}${oneDecimal.format(value)} ms`;
  if (value < 999.5) return `${sign}${whole.format(value)} ms`;
  if (value < 59_950) return `${sign}${oneDecimal.format(value / 1000)} s`;
  const seconds = Math.round(value / 1000);
  return `${sign}${whole.format(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A change of a duration given in milliseconds, its sign always shown: `+12 ms`, `−0.4 ms`. */
export function formatDurationChange(milliseconds: number): string {
  return milliseconds > 0 ? `+${formatDuration(milliseconds)}` : formatDuration(milliseconds);
}

/** A share between 0 and 1: `12.5 %`; `<0.1 %` for what would round to nothing; a share of nothing is `0.0 %`. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '0.0 %';
  if (share > 0 && share < 0.0005) return '<0.1 %';
  return `${oneDecimal.format(share * 100)} %`;
}

/** As wide as a digit where digits have one width. */
const figureSpace = '\u2007';

/** A figure and its share of a whole, for a column: shares are of one width, so that the figures before them stand below one another. */
export function withShare(figure: string, share: string): string {
  return share === '' ? figure : `${figure}  ${share.padStart('12.5 %'.length, figureSpace)}`;
}
