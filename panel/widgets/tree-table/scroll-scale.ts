/** Chrome cuts off what is taller than 2^25 pixels: a list of 1.4 million rows. Half of that leaves room for zoom. */
export const tallest = 2 ** 24;

/** How far a long list is scrolled, between pixels of its scroll bar and pixels of its rows: the same for all but the longest. */
export interface ScrollScale {
  /** Height to give the element, in pixels. */
  readonly height: number;
  /** Pixels of rows for a pixel of the scroll bar. */
  readonly factor: number;
}

/** @param content height of all rows in pixels; @param view what of it is in sight. */
export function scrollScale(content: number, view: number): ScrollScale {
  if (content <= tallest) return { height: content, factor: 1 };
  return { height: tallest, factor: (content - view) / (tallest - view) };
}

/**
 * Where to scroll to so that a row is in sight, in pixels of rows: nowhere else when it is already.
 * @param at where the list is scrolled to now; @param view height of what is in sight, the header with it.
 */
export function offsetShowing(row: number, at: number, view: number, rowHeight: number, headerHeight: number): number {
  // The header lies over the first rows in sight, and the rows begin below it.
  const highest = row * rowHeight;
  const lowest = highest + headerHeight + rowHeight - view;
  return Math.min(Math.max(at, lowest), highest);
}
