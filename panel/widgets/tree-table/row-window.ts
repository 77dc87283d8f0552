/** Rows beyond either edge of the view that are rendered while the table is at rest. */
export const overscan = 8;
/** While the table scrolls, so many are enough at the edge that rows leave by: the others are of use where rows come in. */
const behind = 2;

export interface RowsInView {
  readonly startIndex: number;
  readonly endIndex: number;
  /** Rows of the whole table. */
  readonly count: number;
}

/** The rows that are rendered, both ends included; none while `last` is before `first`. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/**
 * How many rows are rendered where this many pixels are in sight; fewer in a table that rests at one of its ends. Always as many, so that
 * each that comes takes over the element of one that goes.
 */
export function windowLength(view: number, rowHeight: number): number {
  return Math.ceil(view / rowHeight) + 1 + 2 * overscan;
}

/** The rows to render around those in view. */
export function rowWindow(
  { startIndex, endIndex, count }: RowsInView,
  direction: 'forward' | 'backward' | null,
  length: number,
): RowWindow {
  if (direction === null) {
    const first = Math.max(0, startIndex - overscan);
    // A live table rests at its top, and each of its updates writes every row that is rendered.
    return { first, last: Math.min(count, first === 0 ? endIndex + overscan + 1 : first + length) - 1 };
  }
  const wanted = direction === 'forward' ? startIndex - behind : endIndex + behind - length + 1;
  const first = Math.max(0, Math.min(wanted, count - length));
  return { first, last: Math.min(count, first + length) - 1 };
}

/** The rows of a window in their order. @param pinned a row of the table that is always among them; -1 for none. */
export function rowsToRender({ first, last }: RowWindow, pinned: number): number[] {
  const rows: number[] = [];
  if (pinned >= 0 && pinned < first) rows.push(pinned);
  for (let row = first; row <= last; row++) rows.push(row);
  if (pinned > last) rows.push(pinned);
  return rows;
}
