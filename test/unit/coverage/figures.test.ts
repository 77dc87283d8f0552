import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { root } from '../../../scripts/steps/paths.ts';
import { changeOf, compareScript } from '../../../src/coverage/compare.ts';
import { figuresOf } from '../../../src/coverage/figures.ts';
import { executions } from '../../../src/coverage/function-coverage.ts';
import { MergedScript } from '../../../src/coverage/merged-script.ts';
import type { ScriptCoverage } from '../../../src/coverage/script-coverage.ts';
import { usedRanges } from '../../../src/coverage/segments.ts';
import { bundleFrontEnd } from '../../support/oracle/front-end.ts';
import { scriptOf } from './picture.ts';
import { type Code, codeOf, takeOf } from './random-code.ts';

interface DevToolsFigures {
  readonly total: number;
  readonly used: number;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}
let devToolsFigures: (takes: readonly ScriptCoverage[], length: number) => DevToolsFigures;

before(async () => {
  const program = join(root, '.cache', 'coverage-oracle.mjs');
  await bundleFrontEnd(join(root, 'test', 'support', 'oracle', 'coverage-oracle.ts'), program);
  ({ devToolsFigures } = await import(program));
});

function mergedOf(takes: readonly ScriptCoverage[]): ScriptCoverage {
  const merged = new MergedScript('7', 'a.js');
  for (const take of takes) merged.add(take);
  return merged.coverage();
}

function ourFigures(takes: readonly ScriptCoverage[], length: number): DevToolsFigures {
  const { total, used, segments } = figuresOf(mergedOf(takes), length);
  return { total, used, ranges: usedRanges(segments) };
}

test('what was used, over any takes of any code, is what DevTools says', () => {
  const takesOfCode = codeOf.chain(code =>
    fc.tuple(fc.constant(code), fc.array(fc.infiniteStream(fc.nat(2)), { minLength: 1, maxLength: 5 })),
  );
  fc.assert(
    fc.property(takesOfCode, ([code, counts]: [Code, IterableIterator<number>[]]) => {
      const takes = counts.map(count => takeOf(code, () => count.next().value));
      assert.deepEqual(ourFigures(takes, code.end), devToolsFigures(structuredClone(takes), code.end));
    }),
    { numRuns: 300 },
  );
});

const script = scriptOf('a.js', '- 0-100:1\n outer 10-60:4 20-30:0\n inner 40-50:0\n last 60-90:2 70-80:7');

test('the innermost range decides, and a function has what is within it', () => {
  const { total, used, executions, detail, functionTotal, functionUsed } = figuresOf(script);
  assert.deepEqual({ total, used, executions, detail }, { total: 100, used: 80, executions: 7, detail: 'block' });
  assert.deepEqual([...functionTotal], [100, 50, 10, 30]);
  assert.deepEqual([...functionUsed], [80, 30, 0, 30]);
});

test('a script is as long as its text where that is known, and has functions alone when one that ran has no blocks', () => {
  const late = scriptOf('a.js', 'f() 10-20:1\n g() 20-40:0');
  assert.deepEqual([figuresOf(late).total, figuresOf(late, 500).total], [40, 500]);
  assert.equal(figuresOf(late).detail, 'function');
  assert.equal(figuresOf(scriptOf('a.js', '- 0-40:1\n g() 20-40:0')).detail, 'block');
});

test('two runs are compared by place in the same text, by name in another', () => {
  const earlier = scriptOf('a.js', '- 0-100:1\n outer 10-60:0\n inner 40-50:3\n last 60-90:2\n gone 91-95:5');
  const shorter = scriptOf('a.js', '- 0-95:1\n outer 5-55:4\n renamed 40-50:3');
  const changes = (before: ScriptCoverage[]) => {
    const { both, countBefore } = compareScript(script, before);
    const named = both.functions.map((of, i) => [of.functionName, changeOf(countBefore[i] ?? 0, executions(of))]);
    return Object.fromEntries(named.slice(1));
  };
  assert.deepEqual(changes([shorter, earlier]), {
    outer: 'newly used',
    inner: 'no longer used',
    last: 'same',
    gone: 'no longer used',
  });
  assert.deepEqual(changes([shorter]), { outer: 'same', inner: 'same', last: 'newly used' });
  assert.equal(compareScript(script, [shorter, shorter]).before, null);
});
