import type { FlameTree } from './layout.ts';

/** The part of the root's weight in view, as shares from 0 to 1. */
export interface FlameRange {
  readonly from: number;
  readonly to: number;
}

export const wholeRange: FlameRange = { from: 0, to: 1 };

/** Beyond this, doubles no longer tell neighbouring pixels apart. */
const narrowestSpan = 1e-9;

/** The range `factor` times as long (below 1 zooms in) that keeps the point at `anchor` (0 left edge, 1 right edge) in its place. */
export function zoomAt(range: FlameRange, anchor: number, factor: number): FlameRange {
  const span = range.to - range.from;
  const newSpan = Math.min(1, Math.max(narrowestSpan, span * factor));
  return within(range.from + anchor * (span - newSpan), newSpan);
}

/** The range moved to the right by a share of its own length. */
export function pan(range: FlameRange, by: number): FlameRange {
  const span = range.to - range.from;
  return within(range.from + by * span, span);
}

/** The range that `node` fills. */
export function rangeOfNode(tree: FlameTree, node: number): FlameRange {
  const whole = tree.total[0] ?? 0;
  if (!(whole > 0)) return wholeRange;
  let before = 0;
  for (let current = node; current > 0; current = tree.parent[current] ?? 0) {
    let sibling = tree.firstChild[tree.parent[current] ?? 0] ?? -1;
    while (sibling !== current && sibling !== -1) {
      before += tree.total[sibling] ?? 0;
      sibling = tree.nextSibling[sibling] ?? -1;
    }
  }
  return within(before / whole, Math.max(narrowestSpan, (tree.total[node] ?? 0) / whole));
}

/** The range a share `progress` (0 to 1) of the way from one to the other. */
export function between(start: FlameRange, end: FlameRange, progress: number): FlameRange {
  if (progress >= 1) return end;
  const eased = 1 - (1 - progress) ** 3;
  return {
    from: start.from + (end.from - start.from) * eased,
    to: start.to + (end.to - start.to) * eased,
  };
}

export function isWhole(range: FlameRange): boolean {
  return range.from <= 0 && range.to >= 1;
}

function within(from: number, span: number): FlameRange {
  const start = Math.min(1 - span, Math.max(0, from));
  return { from: start, to: start + span };
}
