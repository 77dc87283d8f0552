import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { overscan, type RowsInView, rowsToRender, rowWindow, windowLength } from './row-window.ts';
import { offsetShowing, type ScrollScale, scrollScale } from './scroll-scale.ts';

/** A row to render. */
export interface VirtualRow {
  readonly index: number;
  /** Rows that are rendered at once have different ones; one that comes into view has that of one that has left it. */
  readonly slot: number;
  /** Distance from `VirtualRows.shift` in pixels: the same while the row stays in view. */
  readonly top: number;
}

/** The rows to render now and where; `pageRows` is how many fit the view. */
export interface VirtualRows {
  /** In the order of their slots while the table scrolls, else of the rows. */
  readonly items: readonly VirtualRow[];
  /** Where the rows begin, in pixels from the top of the content: a multiple of many rows, so that it seldom changes in all but the longest lists. */
  readonly shift: number;
  readonly height: number;
  readonly scale: ScrollScale;
  readonly width: number;
  readonly pageRows: number;
  scrollTo(row: number): void;
}

/** Rows of the longest lists move with every turn of the wheel: all together, so that each stays as it is. */
const rowsBetweenShifts = 1000;

/** Renders again when other rows come into view. `pinned` is always among the rows, so that the element ARIA points at exists. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headerHeight: number,
  pinned: number,
): VirtualRows {
  const [, render] = useState(0);
  const held = useRef<Virtualizer<HTMLElement, HTMLElement> | null>(null);
  const scale = useRef<ScrollScale>(scrollScale(0, 0));
  const windowAround = (range: RowsInView) => {
    const { scrollRect, scrollDirection } = held.current ?? { scrollRect: null, scrollDirection: null };
    return rowWindow(range, scrollDirection, windowLength(scrollRect?.height ?? 0, rowHeight));
  };
  const options: VirtualizerOptions<HTMLElement, HTMLElement> = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: headerHeight,
    scrollPaddingStart: headerHeight,
    overscan,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset: (instance, scrolled) =>
      observeElementOffset(instance, (offset, isScrolling) => scrolled(offset * scale.current.factor, isScrolling)),
    rangeExtractor: range => rowsToRender(windowAround(range), pinned < count ? pinned : -1),
    onChange: () => render(turn => turn + 1),
  };
  held.current ??= new Virtualizer(options);
  const virtualizer = held.current;
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  const { width, height: view } = virtualizer.scrollRect ?? { width: 0, height: 0 };
  scale.current = scrollScale(virtualizer.getTotalSize(), view);
  // What a long list is scrolled by in rows goes beyond what its element is scrolled by.
  const offset = virtualizer.scrollOffset ?? 0;
  const beyond = offset - offset / scale.current.factor;
  const height = scale.current.height;
  // A pinned row far away must not make the element taller.
  const within = (top: number) => Math.min(Math.max(top, 0), height - rowHeight);
  const step = rowsBetweenShifts * rowHeight;
  const shift = Math.floor(offset / step) * step - beyond;
  // Asked for first, they bring the range up to date.
  const items = virtualizer.getVirtualItems();
  const { first, last } = windowAround({ startIndex: 0, endIndex: 0, ...virtualizer.range, count });
  const slots = windowLength(view, rowHeight);
  const rows = items.map(({ index, start }) => ({
    index,
    slot: index < first || index > last ? slots : index % slots,
    top: within(start - beyond) - shift,
  }));
  // Elements that are put into another order are laid out anew: rows that scroll are written over where they are, and stand in their order when they rest.
  if (virtualizer.isScrolling) rows.sort((a, b) => a.slot - b.slot);
  return {
    items: rows,
    shift,
    height,
    scale: scale.current,
    width,
    pageRows: Math.max(1, Math.floor((view - headerHeight) / rowHeight) - 1),
    scrollTo: row => {
      // The virtualizer goes no further than its element can be scrolled.
      if (scale.current.factor === 1) return virtualizer.scrollToIndex(row, { align: 'auto' });
      const element = scroller.current;
      if (!element) return;
      const at = element.scrollTop * scale.current.factor;
      element.scrollTop = offsetShowing(row, at, view, rowHeight, headerHeight) / scale.current.factor;
    },
  };
}
