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

/** The rows to render now and where; `pageRows` is how many fit the view. */
export interface VirtualRows {
  readonly items: readonly VirtualItem[];
  readonly height: number;
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
  const options: VirtualizerOptions<HTMLElement, HTMLElement> = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: headerHeight,
    scrollPaddingStart: headerHeight,
    overscan,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    rangeExtractor: range => rowsToRender(range, held.current?.scrollDirection ?? null, pinned),
    onChange: () => render(turn => turn + 1),
  };
  held.current ??= new Virtualizer(options);
  const virtualizer = held.current;
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  const { width, height } = virtualizer.scrollRect ?? { width: 0, height: 0 };
  return {
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    width,
    pageRows: Math.max(1, Math.floor((height - headerHeight) / rowHeight) - 1),
    scrollTo: row => virtualizer.scrollToIndex(row, { align: 'auto' }),
  };
}
