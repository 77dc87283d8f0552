import { mergeFunctionCovs } from '@bcoe/v8-coverage';
import type { CoverageRange, FunctionCoverage } from './script-coverage.ts';

/** Code that a person or a bundler wrote is far from it; deeper nesting would exhaust the stack of the merging. */
const deepestNesting = 1000;

/** The range of the function itself; empty for a function without any, as only a made-up one is. */
export function ownRange({ ranges }: FunctionCoverage): CoverageRange {
  return ranges[0] ?? { startOffset: 0, endOffset: 0, count: 0 };
}

/** How often the function ran. */
export function executions(of: FunctionCoverage): number {
  return ownRange(of).count;
}

/** Tells functions of one script apart. */
export function rangeKey(of: FunctionCoverage): string {
  const { startOffset, endOffset } = ownRange(of);
  return `${startOffset}:${endOffset}`;
}

/** Outer before inner, in the order of the source. */
export function bySource(a: CoverageRange, b: CoverageRange): number {
  return a.startOffset - b.startOffset || b.endOffset - a.endOffset;
}

/** The function's ranges lie within each other, outer before inner, as V8 writes them. Nothing else may be merged. */
export function isNested({ ranges }: FunctionCoverage): boolean {
  if (ranges.length === 0) return false;
  const open: CoverageRange[] = [];
  let from = 0;
  for (const range of ranges) {
    if (range.startOffset < from || range.endOffset < range.startOffset) return false;
    from = range.startOffset;
    while (open.length > 1 && (open.at(-1) as CoverageRange).endOffset <= range.startOffset) open.pop();
    const outer = open.at(-1);
    if (outer && range.endOffset > outer.endOffset) return false;
    if (open.push(range) > deepestNesting) return false;
  }
  return true;
}

/** V8's offsets fit in 30 bits; what goes beyond 32 is no place in any script. */
const largestOffset = 2 ** 32 - 1;

/** Whether these are counts as V8 makes them. Nothing else may be kept: neither the log nor a file of coverage could be read again. */
export function isPossible(of: FunctionCoverage): boolean {
  return of.ranges.every(isPossibleRange) && isNested(of);
}

function isPossibleRange({ startOffset, endOffset, count }: CoverageRange): boolean {
  return (
    Number.isInteger(startOffset) &&
    Number.isInteger(endOffset) &&
    endOffset <= largestOffset &&
    Number.isSafeInteger(count) &&
    count >= 0
  );
}

/** The counts of two times of recording added up, block by block, where each may have blocks of its own. */
export function addCounts(a: FunctionCoverage, b: FunctionCoverage): FunctionCoverage {
  return {
    functionName: a.functionName || b.functionName,
    ranges: sameBlocks(a, b) ? addOneByOne(a.ranges, b.ranges) : addBlocks(a, b),
    isBlockCoverage: a.isBlockCoverage || b.isBlockCoverage,
  };
}

/** Most functions run the same way again: then there is nothing to cut. */
function sameBlocks({ ranges: a }: FunctionCoverage, { ranges: b }: FunctionCoverage): boolean {
  return (
    a.length === b.length &&
    a.every(({ startOffset, endOffset }, i) => startOffset === b[i]?.startOffset && endOffset === b[i]?.endOffset)
  );
}

function addOneByOne(a: readonly CoverageRange[], b: readonly CoverageRange[]): CoverageRange[] {
  return a.map(({ startOffset, endOffset, count }, i) => ({
    startOffset,
    endOffset,
    count: count + (b[i]?.count ?? 0),
  }));
}

function addBlocks(a: FunctionCoverage, b: FunctionCoverage): readonly CoverageRange[] {
  const runs = [a, b].map(({ ranges, ...own }) => ({ ...own, ranges: ranges.map(range => ({ ...range })) }));
  return mergeFunctionCovs(runs)?.ranges ?? a.ranges;
}
