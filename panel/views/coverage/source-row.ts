import { type Segments, segmentAt } from '../../../src/coverage/segments.ts';
import type { SourceText } from '../../analysis/coverage-contract.ts';

/** A stretch of text with one count. */
export interface SourcePiece {
  readonly text: string;
  readonly count: number;
}

export type RowState = 'used' | 'unused' | 'partly used' | 'blank';

export interface SourceRow {
  readonly line: number;
  /** Whether the row begins its line, and does not go on with a long one. */
  readonly beginsLine: boolean;
  readonly state: RowState;
  /** The highest count in it. */
  readonly count: number;
  readonly pieces: readonly SourcePiece[];
}

/** One row of a script's text, cut where the count changes. What is but space counts for nothing. */
export function sourceRow({ text, rowStart, rowLine }: SourceText, segments: Segments, row: number): SourceRow {
  const start = rowStart[row] ?? text.length;
  const end = rowStart[row + 1] ?? text.length;
  const pieces: SourcePiece[] = [];
  for (let at = start, segment = segmentAt(segments, start); at < end; segment++) {
    const to = Math.min(end, segments.end[segment] ?? end);
    pieces.push({ text: text.slice(at, to).replace(/\r?\n$/, ''), count: segments.count[segment] ?? 0 });
    at = to;
  }
  const counts = pieces.filter(piece => piece.text.trim() !== '').map(piece => piece.count);
  const used = counts.filter(count => count > 0).length;
  const line = rowLine[row] ?? 0;
  return {
    line,
    beginsLine: rowLine[row - 1] !== line,
    state: counts.length === 0 ? 'blank' : used === 0 ? 'unused' : used < counts.length ? 'partly used' : 'used',
    count: Math.max(0, ...counts),
    pieces,
  };
}

/** The row that an offset stands in. */
export function rowOfOffset({ rowStart }: SourceText, offset: number): number {
  let low = 0;
  let high = rowStart.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((rowStart[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
