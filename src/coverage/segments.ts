import { bySource, ownRange } from './function-coverage.ts';
import type { ScriptCoverage } from './script-coverage.ts';

/** A script cut where the count changes: for each piece, the offset at which it ends (the next begins there) and how often it ran. */
export interface Segments {
  readonly end: Uint32Array;
  readonly count: Float64Array;
}

/** The innermost range decides how often a piece ran, as in DevTools' Coverage panel; what no range tells of did not run. */
export function segmentsOf({ functions }: ScriptCoverage): Segments {
  const outerFirst = functions.toSorted((a, b) => bySource(ownRange(a), ownRange(b)));
  // The sort keeps the order of equals: a function that fills a block comes after it, and decides.
  const ranges = outerFirst.flatMap(coverage => coverage.ranges).sort(bySource);
  const end: number[] = [];
  const count: number[] = [];
  const upTo = (offset: number, times: number) => {
    const last = end.length - 1;
    if (offset <= (end[last] ?? 0)) return;
    if (count[last] === times) {
      end[last] = offset;
    } else {
      end.push(offset);
      count.push(times);
    }
  };
  const open: { endOffset: number; count: number }[] = [];
  const closeUpTo = (offset: number) => {
    for (let inner = open.at(-1); inner && inner.endOffset <= offset; inner = open.at(-1)) {
      upTo(inner.endOffset, inner.count);
      open.pop();
    }
  };
  for (const range of ranges) {
    closeUpTo(range.startOffset);
    upTo(range.startOffset, open.at(-1)?.count ?? 0);
    open.push(range);
  }
  closeUpTo(Number.POSITIVE_INFINITY);
  return { end: Uint32Array.from(end), count: Float64Array.from(count) };
}

/** The first piece that ends after `offset`; the number of pieces when there is none. */
export function segmentAt({ end }: Segments, offset: number): number {
  let low = 0;
  let high = end.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((end[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What ran at all, as ranges that do not touch each other. */
export function usedRanges({ end, count }: Segments): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (let i = 0; i < end.length; i++) {
    if (count[i] === 0) continue;
    const start = end[i - 1] ?? 0;
    const last = ranges.at(-1);
    if (last?.end === start) last.end = end[i] as number;
    else ranges.push({ start, end: end[i] as number });
  }
  return ranges;
}
