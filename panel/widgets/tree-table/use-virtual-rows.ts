import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { overscan, rowsToRender } from './row-window.ts';
import { offsetShowing, type ScrollScale, scrollScale } from './scroll-scale.ts';

/** The rows to render now and where; `pageRows` is how many fit the view. */
export interface VirtualRows {
  readonly items: readonly Pick<VirtualItem, 'index' | 'start'>[];
  readonly height: number;
  readonly scale: ScrollScale;
  readonly width: number;
  readonly pageRows: number;
  scrollTo(row: number): void;
}

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
    rangeExtractor: range => rowsToRender(range, held.current?.scrollDirection ?? null, pinned),
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
  return {
    items: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start: within(start - beyond) })),
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
