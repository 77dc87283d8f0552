const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Bytes in 1024-based units with one decimal, the labels DevTools uses: `812 B`, `41.2 MB`. */
export function formatBytes(value: number): string {
  let size = Math.abs(value);
  let unit = 0;
  // 1023.95 rounds to 1,024.0, which reads better as 1.0 of the next unit.
  while (size >= (unit === 0 ? 1024 : 1023.95) && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const sign = value < 0 ? '−' : '';
  return `${sign}${unit === 0 ? whole.format(size) : oneDecimal.format(size)} ${units[unit] ?? ''}`;
}
