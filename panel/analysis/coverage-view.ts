import { type MergedRuns, mergeRuns } from '../../src/coverage/merged-script.ts';
import type { ScriptCoverage } from '../../src/coverage/script-coverage.ts';
import { type ScriptSource, sourceOf } from '../../src/coverage/script-source.ts';
import { writeDevToolsCoverage } from '../../src/formats/coverage-devtools.ts';
import { writeV8Coverage } from '../../src/formats/coverage-v8.ts';
import { writeLcov } from '../../src/formats/lcov.ts';
import type { CoverageRequest, CoverageSource, CoverageUpdate } from './coverage-contract.ts';
import { sourceText } from './coverage-source.ts';
import { coverageTable, type KnownScript, knownFigures, scriptKey } from './coverage-table.ts';

/** What was counted in one isolate, and the texts that are known of its scripts. */
export interface CoveredIsolate {
  readonly label: string;
  readonly scripts: readonly ScriptCoverage[];
  readonly sources: readonly ScriptSource[];
}

export type CoverageFormat = 'coverage' | 'coverage-devtools' | 'lcov';

/** Makes the updates of the coverage view; remembers which text the panel has already. */
export class CoverageView {
  #sent: { readonly key: number; readonly source: ScriptSource } | null = null;

  /** @param earlier isolates of the capture to compare with; null for none. */
  update(
    isolates: readonly CoveredIsolate[],
    request: CoverageRequest,
    earlier: readonly CoveredIsolate[] | null,
  ): CoverageUpdate {
    const scripts = knownScripts(isolates);
    const before = earlier && mergedRuns(earlier).map(({ coverage }) => coverage);
    return { table: coverageTable(scripts, request, before), source: this.#source(scripts, request.source) };
  }

  #source(scripts: readonly KnownScript[], key: number | null): CoverageSource | null {
    const script = scripts.find(({ coverage }) => scriptKey(coverage) === key);
    if (!script || key === null) {
      this.#sent = null;
      return null;
    }
    const { coverage, source } = script;
    const kept = this.#sent?.key === key && this.#sent.source === source;
    this.#sent = source && { key, source };
    const { segments } = knownFigures(coverage, source);
    return { key, url: coverage.url, segments, text: source && (kept ? 'kept' : sourceText(source)) };
  }
}

/** A file of all that was counted: V8's own form with every script as it ran, the others with runs of one text added up. */
export function coverageFile(format: CoverageFormat, isolates: readonly CoveredIsolate[]): string {
  const sources = isolates.flatMap(isolate => isolate.sources);
  const scripts = () => mergedRuns(isolates).map(({ coverage }) => coverage);
  switch (format) {
    case 'coverage':
      return writeV8Coverage(
        isolates.flatMap(isolate => isolate.scripts),
        null,
      );
    case 'coverage-devtools':
      return writeDevToolsCoverage(scripts(), sources);
    case 'lcov':
      return writeLcov(scripts(), sources);
  }
}

/** Scripts without a URL are what the Console, DevTools and `eval` ran: as in DevTools, they are not shown. */
function mergedRuns(isolates: readonly CoveredIsolate[]): MergedRuns[] {
  return mergeRuns(isolates.flatMap(({ scripts }) => scripts).filter(({ url }) => url !== ''));
}

function knownScripts(isolates: readonly CoveredIsolate[]): KnownScript[] {
  const isolateOf = new Map<ScriptCoverage, CoveredIsolate>();
  const sourcesOf = new Map<string, ScriptSource[]>();
  for (const isolate of isolates) {
    for (const script of isolate.scripts) isolateOf.set(script, isolate);
    for (const source of isolate.sources) {
      const ofUrl = sourcesOf.get(source.url);
      if (ofUrl) ofUrl.push(source);
      else sourcesOf.set(source.url, [source]);
    }
  }
  return mergedRuns(isolates).map(({ coverage, runs }) => ({
    coverage,
    source: sourceOf(coverage, sourcesOf.get(coverage.url) ?? []),
    isolates: [...new Set(runs.map(run => isolateOf.get(run)?.label ?? ''))].join(', '),
  }));
}
