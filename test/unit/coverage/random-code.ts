import fc from 'fast-check';
import type { CoverageRange, FunctionCoverage, ScriptCoverage } from '../../../src/coverage/script-coverage.ts';

/** A made-up piece of code: a function, or a block of one, with the pieces inside it. */
export interface Code {
  readonly kind: 'function' | 'block';
  readonly start: number;
  readonly end: number;
  readonly inside: readonly Code[];
}

type Shape = { readonly kind: Code['kind']; readonly before: number; readonly after: number; readonly inside: Shape[] };

function shapeOf(depth: number): fc.Arbitrary<Shape> {
  return fc.record({
    kind: fc.constantFrom<Code['kind']>('function', 'block'),
    before: fc.nat(3),
    after: fc.integer({ min: 1, max: 3 }),
    inside: depth === 0 ? fc.constant([]) : fc.array(shapeOf(depth - 1), { maxLength: 3 }),
  });
}

/** A script of made-up code. */
export const codeOf: fc.Arbitrary<Code> = shapeOf(4).map(top => placed({ ...top, kind: 'function', before: 0 }, 0));

function placed({ kind, before, after, inside }: Shape, at: number): Code {
  const start = at + before;
  const pieces: Code[] = [];
  let end = start + 1;
  for (const piece of inside) {
    const next = placed(piece, end);
    pieces.push(next);
    end = next.end;
  }
  return { kind, start, end: end + after, inside: pieces };
}

/** What V8 tells of one take of the code: functions that ran, with the functions right inside them even if those did not. */
export function takeOf(code: Code, nextCount: () => number): ScriptCoverage {
  const functions: FunctionCoverage[] = [];
  const visit = (of: Code, told: boolean) => {
    const count = nextCount();
    const ranges: CoverageRange[] = [rangeOf(of, count)];
    const functionsInside: Code[] = [];
    const enter = (piece: Code) => {
      if (piece.kind === 'function') {
        functionsInside.push(piece);
      } else {
        if (count > 0) ranges.push(rangeOf(piece, nextCount()));
        piece.inside.forEach(enter);
      }
    };
    of.inside.forEach(enter);
    const name = `at${of.start}`;
    if (count > 0 || told) functions.push({ functionName: name, ranges, isBlockCoverage: count > 0 });
    for (const piece of functionsInside) visit(piece, count > 0);
  };
  visit(code, false);
  return { scriptId: '7', url: 'a.js', functions };
}

function rangeOf({ start, end }: Code, count: number): CoverageRange {
  return { startOffset: start, endOffset: end, count };
}
