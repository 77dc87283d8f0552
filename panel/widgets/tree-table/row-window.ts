/** Rows beyond either edge of the view that are rendered, too: what comes into view before the next picture is there already. */
export const overscan = 8;
/** While the table scrolls, so many are enough at the edge that rows leave by. */
const behind = 2;

export interface RowsInView {
  readonly startIndex: number;
  readonly endIndex: number;
  /** Rows of the whole table. */
  readonly count: number;
}

/** The rows to render, in their order. @param pinned a row that is always among them; -1 for none. */
export function rowsToRender(
  { startIndex, endIndex, count }: RowsInView,
  direction: 'forward' | 'backward' | null,
  pinned: number,
): number[] {
  const rows: number[] = [];
  const first = Math.max(0, startIndex - (direction === 'forward' ? behind : overscan));
  const last = Math.min(count - 1, endIndex + (direction === 'backward' ? behind : overscan));
  if (pinned >= 0 && pinned < first) rows.push(pinned);
  for (let row = first; row <= last; row++) rows.push(row);
  if (pinned > last && pinned < count) rows.push(pinned);
  return rows;
}
