import { executions, ownRange, rangeKey } from './function-coverage.ts';
import { lengthOf } from './merged-script.ts';
import type { FunctionCoverage, ScriptCoverage } from './script-coverage.ts';

/** What became of a function from one run to the other. */
export type FunctionChange = 'newly used' | 'no longer used' | 'more often' | 'less often' | 'same';

export interface ScriptComparison {
  /** The script in the run before; null when it was not there. */
  readonly before: ScriptCoverage | null;
  /** The script with the functions that only the run before knows of: they did not run. */
  readonly both: ScriptCoverage;
  /** For each function of `both`, how often it ran before; a function that was not told of then did not run. */
  readonly countBefore: Float64Array;
}

/**
 * Finds the script's counterpart in an earlier run: the one of the same text, or the only one where the text has changed.
 * @param sameUrl the scripts of the earlier run that have the script's URL.
 */
export function compareScript(script: ScriptCoverage, sameUrl: readonly ScriptCoverage[]): ScriptComparison {
  const length = lengthOf(script);
  const sameText = sameUrl.find(candidate => lengthOf(candidate) === length);
  const before = sameText ?? (sameUrl.length === 1 ? sameUrl[0] : null) ?? null;
  const both = sameText ? withFunctionsOf(script, sameText) : script;
  // In a text that has changed, functions are known by their names.
  const keyOf = sameText ? rangeKey : nameKey;
  const counts = new Map<string, number>();
  for (const coverage of before?.functions ?? []) {
    counts.set(keyOf(coverage), (counts.get(keyOf(coverage)) ?? 0) + executions(coverage));
  }
  return { before, both, countBefore: Float64Array.from(both.functions, coverage => counts.get(keyOf(coverage)) ?? 0) };
}

/** A script of which nothing ran. */
export function unused(script: ScriptCoverage): ScriptCoverage {
  return { ...script, functions: script.functions.map(unusedFunction) };
}

function withFunctionsOf(script: ScriptCoverage, other: ScriptCoverage): ScriptCoverage {
  const known = new Set(script.functions.map(rangeKey));
  const missing = other.functions.filter(coverage => !known.has(rangeKey(coverage)));
  return missing.length > 0 ? { ...script, functions: [...script.functions, ...missing.map(unusedFunction)] } : script;
}

function unusedFunction(coverage: FunctionCoverage): FunctionCoverage {
  return { ...coverage, ranges: [{ ...ownRange(coverage), count: 0 }], isBlockCoverage: false };
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
