import { executions, ownRange } from './function-coverage.ts';
import type { ScriptCoverage } from './script-coverage.ts';
import { type Segments, segmentAt, segmentsOf } from './segments.ts';

/** Whether V8 counted blocks, or functions as a whole; a script has `function` as soon as one that ran has no blocks, as in DevTools. */
export type CoverageDetail = 'block' | 'function';

/** How much of a script ran. Sizes are characters of its text, which DevTools calls bytes. */
export interface ScriptFigures {
  readonly total: number;
  readonly used: number;
  /** How often its functions and its top level ran, together; the number of those that ran, where V8 did not count. */
  readonly executions: number;
  readonly detail: CoverageDetail;
  readonly segments: Segments;
  /** For each function of the script, its size and how much of that ran; functions within it are part of both. */
  readonly functionTotal: Float64Array;
  readonly functionUsed: Float64Array;
}

/** @param length characters of the text where it is known; else the script is as long as its outermost function. */
export function figuresOf(script: ScriptCoverage, length: number | null = null): ScriptFigures {
  const segments = segmentsOf(script);
  const usedUpTo = usedCharacters(segments);
  const { functions } = script;
  const functionTotal = new Float64Array(functions.length);
  const functionUsed = new Float64Array(functions.length);
  functions.forEach((coverage, i) => {
    const { startOffset, endOffset } = ownRange(coverage);
    functionTotal[i] = endOffset - startOffset;
    functionUsed[i] = usedUpTo(endOffset) - usedUpTo(startOffset);
  });
  const told = segments.end.at(-1) ?? 0;
  return {
    total: Math.max(told, length ?? 0),
    used: usedUpTo(told),
    executions: functions.reduce((sum, coverage) => sum + executions(coverage), 0),
    detail: functions.some(coverage => !coverage.isBlockCoverage && executions(coverage) > 0) ? 'function' : 'block',
    segments,
    functionTotal,
    functionUsed,
  };
}

/** How many characters before an offset ran. */
function usedCharacters(segments: Segments): (offset: number) => number {
  const { end, count } = segments;
  const startOf = (segment: number) => end[segment - 1] ?? 0;
  const usedBefore = new Float64Array(end.length + 1);
  for (let i = 0; i < end.length; i++) {
    const length = (end[i] as number) - startOf(i);
    usedBefore[i + 1] = (usedBefore[i] as number) + (count[i] ? length : 0);
  }
  return offset => {
    const segment = segmentAt(segments, offset);
    return (usedBefore[segment] as number) + (count[segment] ? offset - startOf(segment) : 0);
  };
}
