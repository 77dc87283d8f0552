/** The size of a pane, kept between its smallest and what leaves the other pane its own; half of the space where even that fails. */
export function paneSize(wanted: number, min: number, available: number): { size: number; largest: number } {
  // Before the first measurement there is nothing to keep to.
  if (available <= 0) return { size: wanted, largest: wanted };
  const largest = Math.max(available / 2, available - min);
  const smallest = Math.min(min, available / 2);
  return { size: Math.max(smallest, Math.min(largest, wanted)), largest };
}

interface KeyContext {
  readonly isRow: boolean;
  readonly side: 'start' | 'end';
  readonly min: number;
  readonly largest: number;
  readonly coarse: boolean;
}

/** The size a key asks for, or null when it means nothing here: an arrow moves the separator its way by 10 pixels, with Shift by 50. */
export function sizeForKey(
  key: string,
  size: number,
  { isRow, side, min, largest, coarse }: KeyContext,
): number | null {
  const step = (coarse ? 50 : 10) * (side === 'start' ? 1 : -1);
  switch (key) {
    case isRow ? 'ArrowRight' : 'ArrowDown':
      return size + step;
    case isRow ? 'ArrowLeft' : 'ArrowUp':
      return size - step;
    case 'Home':
      return min;
    case 'End':
      return largest;
  }
  return null;
}
