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
  const step = ((whole.to - whole.from) / 100) * (coarse ? 10 : 1);
  const now = range[edge];
  const moved = movedEdge(key, now, step, whole);
  if (moved === null) return null;
  const other = edge === 'from' ? range.to : range.from;
  // An edge pushed against the other one stops there.
  const inside = edge === 'from' ? Math.min(moved, other) : Math.max(moved, other);
  const kept = Math.max(whole.from, Math.min(whole.to, inside));
  return edge === 'from' ? { from: kept, to: other } : { from: other, to: kept };
}

function movedEdge(key: string, now: number, step: number, whole: TimeRange): number | null {
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
