import type { TimeRange } from './brush.ts';

/** Closest zoom, in milliseconds. */
const shortestView = 10;

/** `view` with its length times `factor` (below 1 zooms in), so that the moment `around` stays where it is; null for the whole. */
export function zoomed(view: TimeRange, factor: number, around: number, whole: TimeRange): TimeRange | null {
  const length = Math.max(shortestView, (view.to - view.from) * factor);
  if (length >= whole.to - whole.from) return null;
  const share = (around - view.from) / (view.to - view.from);
  return within(around - share * length, length, whole);
}

/** `view` moved by a share of its length; it stops at the ends of the whole. */
export function panned(view: TimeRange, share: number, whole: TimeRange): TimeRange {
  const length = view.to - view.from;
  return within(view.from + share * length, length, whole);
}

function within(from: number, length: number, whole: TimeRange): TimeRange {
  const start = Math.max(whole.from, Math.min(whole.to - length, from));
  return { from: start, to: start + length };
}
