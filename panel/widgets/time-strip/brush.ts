/** A selected range of time, in the unit of the strip (milliseconds). */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The range with `edge` moved by a key, or null when the key means nothing here. Arrows move by a hundredth of the whole, with Shift by a tenth. */
export function rangeForKey(
  key: string,
  coarse: boolean,
  edge: 'from' | 'to',
  range: TimeRange,
  whole: TimeRange,
): TimeRange | null {
  const moved = timeForKey(key, coarse, range[edge], whole);
  if (moved === null) return null;
  const other = edge === 'from' ? range.to : range.from;
  // An edge pushed against the other one stops there.
  const inside = edge === 'from' ? Math.min(moved, other) : Math.max(moved, other);
  return edge === 'from' ? { from: inside, to: other } : { from: other, to: inside };
}

/** The moment a key moves to from `now`, within the whole, or null when the key means nothing here. Steps are those of `rangeForKey`. */
export function timeForKey(key: string, coarse: boolean, now: number, whole: TimeRange): number | null {
  const step = ((whole.to - whole.from) / 100) * (coarse ? 10 : 1);
  const moved = movedTime(key, now, step, whole);
  return moved === null ? null : Math.max(whole.from, Math.min(whole.to, moved));
}

function movedTime(key: string, now: number, step: number, whole: TimeRange): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return now - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return now + step;
    case 'PageDown':
      return now - step * 10;
    case 'PageUp':
      return now + step * 10;
    case 'Home':
      return whole.from;
    case 'End':
      return whole.to;
  }
  return null;
}
