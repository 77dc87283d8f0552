import { executions, rangeKey } from './function-coverage.ts';
import { lengthOf } from './merged-script.ts';
import type { FunctionCoverage, ScriptCoverage } from './script-coverage.ts';

/** What became of a function from one run to the other. */
export type FunctionChange = 'newly used' | 'no longer used' | 'more often' | 'less often' | 'same';

export interface ScriptComparison {
  /** The script in the run before; null when it was not there. */
  readonly before: ScriptCoverage | null;
  /** For each function of the script, how often it ran before; a function that was not told of then did not run. */
  readonly countBefore: Float64Array;
}

/** Finds the script's counterpart in an earlier run: of the same URL and, among several, of the same text if there is one. */
export function compareScript(script: ScriptCoverage, earlier: readonly ScriptCoverage[]): ScriptComparison {
  const length = lengthOf(script);
  const candidates = script.url ? earlier.filter(({ url }) => url === script.url) : [];
  const before = candidates.find(candidate => lengthOf(candidate) === length) ?? candidates[0] ?? null;
  // In a text that has changed, functions are known by their names.
  const keyOf = before && lengthOf(before) === length ? rangeKey : nameKey;
  const counts = new Map<string, number>();
  for (const coverage of before?.functions ?? []) {
    counts.set(keyOf(coverage), (counts.get(keyOf(coverage)) ?? 0) + executions(coverage));
  }
  return { before, countBefore: Float64Array.from(script.functions, coverage => counts.get(keyOf(coverage)) ?? 0) };
}

export function changeOf(before: number, now: number): FunctionChange {
  if (before === now) return 'same';
  if (before === 0) return 'newly used';
  if (now === 0) return 'no longer used';
  return now > before ? 'more often' : 'less often';
}

function nameKey({ functionName }: FunctionCoverage): string {
  return functionName;
}
