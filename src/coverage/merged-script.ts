import { addCounts, bySource, isNested, ownRange, rangeKey } from './function-coverage.ts';
import type { FunctionCoverage, ScriptCoverage } from './script-coverage.ts';

/** The counts of one script added up over everything that told of it. */
export class MergedScript {
  readonly #functions = new Map<string, FunctionCoverage>();
  /** Null when functions have come since. */
  #coverage: ScriptCoverage | null = null;
  #length: number | null = null;

  constructor(
    readonly scriptId: string,
    readonly url: string,
  ) {}

  /** Characters of the script, from the function that V8 makes of its top level; null before that was told of. */
  get length(): number | null {
    return this.#length;
  }

  /** Whether this can be the same text: it is of the same length, and functions in the same place have the same name. */
  agrees(script: ScriptCoverage): boolean {
    const length = lengthOf(script);
    if (length !== null && this.#length !== null && length !== this.#length) return false;
    return script.functions.every(coverage => {
      const known = this.#functions.get(rangeKey(coverage));
      return known === undefined || known.functionName === coverage.functionName;
    });
  }

  /** Functions whose ranges contradict each other are left out. */
  add(script: ScriptCoverage): void {
    for (const coverage of script.functions) {
      if (!isNested(coverage)) continue;
      const key = rangeKey(coverage);
      const known = this.#functions.get(key);
      this.#functions.set(key, known ? addCounts(known, coverage) : coverage);
    }
    this.#length ??= lengthOf(script);
    this.#coverage = null;
  }

  /** The same object until functions come. Functions stand in the order of the source, outer before inner. */
  coverage(): ScriptCoverage {
    this.#coverage ??= {
      scriptId: this.scriptId,
      url: this.url,
      functions: [...this.#functions.values()].sort((a, b) => bySource(ownRange(a), ownRange(b))),
    };
    return this.#coverage;
  }
}

/** Scripts that are taken for one: the counts of all of them added up. */
export interface MergedRuns {
  readonly coverage: ScriptCoverage;
  readonly runs: readonly ScriptCoverage[];
}

/**
 * Scripts of the same URL whose texts agree become one, as when a page was loaded again or runs in several isolates;
 * scripts without a URL, or of unknown length, stay by themselves.
 */
export function mergeRuns(scripts: readonly ScriptCoverage[]): MergedRuns[] {
  const groups: Runs[] = [];
  const byPlace = new Map<string, Runs[]>();
  for (const script of scripts) {
    const length = lengthOf(script);
    const place = script.url === '' || length === null ? null : `${length} ${script.url}`;
    const candidates = place === null ? [] : (byPlace.get(place) ?? []);
    if (candidates.some(group => group.take(script))) continue;
    const group = new Runs(script);
    groups.push(group);
    if (place !== null) byPlace.set(place, [...candidates, group]);
  }
  return groups;
}

class Runs implements MergedRuns {
  readonly runs: ScriptCoverage[] = [];
  #merged: MergedScript | null = null;

  constructor(private readonly first: ScriptCoverage) {
    this.runs.push(first);
  }

  /** A single run is its own object, so that what was found out about it can be kept. */
  get coverage(): ScriptCoverage {
    return this.runs.length > 1 && this.#merged ? this.#merged.coverage() : this.first;
  }

  /** Adds the script, unless its text is another. */
  take(script: ScriptCoverage): boolean {
    if (!this.#merged) {
      this.#merged = new MergedScript(this.first.scriptId, this.first.url);
      this.#merged.add(this.first);
    }
    if (!this.#merged.agrees(script)) return false;
    this.#merged.add(script);
    this.runs.push(script);
    return true;
  }
}

/** Characters of a script, from the function of its top level; null when that is not there. */
export function lengthOf({ functions }: ScriptCoverage): number | null {
  let length: number | null = null;
  for (const coverage of functions) {
    const { startOffset, endOffset } = ownRange(coverage);
    if (startOffset === 0 && coverage.functionName === '') length = Math.max(length ?? 0, endOffset);
  }
  return length;
}
