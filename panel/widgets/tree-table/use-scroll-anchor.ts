import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TreeTableSource } from './source.ts';

type Rows = Pick<TreeTableSource, 'rowCount' | 'keyAt' | 'rowOfKey'>;

/**
 * Keeps the row at the top of the view in its place when an update adds or removes rows above it.
 * A table at its top stays there; a row that moved farther than the view is high is let go.
 */
export function useScrollAnchor(scroller: RefObject<HTMLElement | null>, source: Rows, rowHeight: number): void {
  const before = useRef<Rows | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = source;
    if (!element || !last || last === source || element.scrollTop === 0) return;
    const topRow = Math.floor(element.scrollTop / rowHeight);
    if (topRow >= last.rowCount) return;
    const row = source.rowOfKey(last.keyAt(topRow));
    const moved = (row - topRow) * rowHeight;
    if (row !== -1 && moved !== 0 && Math.abs(moved) < element.clientHeight) element.scrollTop += moved;
  });
}
