import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ScrollScale } from './scroll-scale.ts';
import type { TreeTableSource } from './source.ts';

type Rows = Pick<TreeTableSource, 'rowCount' | 'keyAt' | 'rowOfKey'>;

/**
 * Keeps the row at the top of the view in its place when an update adds or removes rows above it.
 * A table at its top stays there; a row that moved farther than the view is high is let go.
 */
export function useScrollAnchor(
  scroller: RefObject<HTMLElement | null>,
  source: Rows,
  rowHeight: number,
  { factor }: ScrollScale,
): void {
  const before = useRef<{ readonly source: Rows; readonly factor: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = { source, factor };
    if (!element || !last || last.source === source || element.scrollTop === 0) return;
    const offset = element.scrollTop * last.factor;
    const topRow = Math.floor(offset / rowHeight);
    if (topRow >= last.source.rowCount) return;
    const row = source.rowOfKey(last.source.keyAt(topRow));
    const moved = (row - topRow) * rowHeight;
    if (row === -1 || Math.abs(moved) >= element.clientHeight) return;
    if (moved !== 0 || factor !== last.factor) element.scrollTop = (offset + moved) / factor;
  });
}
