/** What the coverage view asks the analysis worker for, and what it gets. */
import type { FunctionChange } from '../../src/coverage/compare.ts';
import type { CoverageDetail } from '../../src/coverage/figures.ts';
import type { Segments } from '../../src/coverage/segments.ts';
import type { TreeArrays } from '../widgets/tree-table/visible-rows.ts';

export type CoverageColumn = 'name' | 'detail' | 'total' | 'used' | 'unused' | 'executions' | 'change';

export interface CoverageRequest {
  /** Text or `/regular expression/` for names and URLs; empty for everything. */
  readonly filter: string;
  readonly sort: { readonly column: CoverageColumn; readonly descending: boolean };
  /** Keys of the scripts that a person opened, or closed where the filter had opened them. */
  readonly toggled: ReadonlySet<number>;
  /** Key of the script whose text is shown; null for none. */
  readonly source: number | null;
}

/**
 * Scripts in the chosen order, below each the functions that are to be seen; node 0 is the root. Sizes are characters of the text, which
 * DevTools calls bytes. Of a closed script one function stands in the table at most, so that it can be opened.
 */
export interface CoverageTable extends TreeArrays {
  /** For each node, the URL of the script, or the function's name. */
  readonly name: readonly string[];
  /** For each node, its line from 1; 0 for a script, or without text. */
  readonly line: Uint32Array;
  /** For each node, the offset in its script at which it begins. */
  readonly offset: Uint32Array;
  readonly total: Float64Array;
  readonly used: Float64Array;
  readonly executions: Float64Array;
  readonly detail: readonly CoverageDetail[];
  /** For each script, the isolates that it ran in; empty for functions. */
  readonly isolates: readonly string[];
  readonly comparison: CoverageComparison | null;
  /** Keys of the scripts whose functions are all there. */
  readonly expanded: ReadonlySet<number>;
  readonly scriptCount: number;
  readonly wholeTotal: number;
  readonly wholeUsed: number;
  /** Scripts that had run when the recording began: of their functions only those that ran since are known. */
  readonly startedBefore: number;
}

/** For each node, what it was in the other capture. */
export interface CoverageComparison {
  readonly usedBefore: Float64Array;
  readonly executionsBefore: Float64Array;
  /** `new script` where the other capture has none of this URL; null at the root. */
  readonly change: readonly (FunctionChange | 'new script' | null)[];
}

/** The text of a script in rows, none of them longer than a screen is wide some times over. */
export interface SourceText {
  readonly url: string;
  readonly text: string;
  /** For each row, the offset at which it begins. */
  readonly rowStart: Uint32Array;
  /** For each row, the line of the document it is in, from 1; a row that goes on with the line before has that line, too. */
  readonly rowLine: Uint32Array;
}

/** The script that was asked for. */
export interface CoverageSource {
  readonly key: number;
  readonly url: string;
  readonly segments: Segments;
  /** Null when the text is not known; `kept` when it is what was sent with this key before. */
  readonly text: SourceText | 'kept' | null;
}

export interface CoverageUpdate {
  readonly table: CoverageTable;
  readonly source: CoverageSource | null;
}

/** The text to show with an update, given the one that is shown. */
export function shownText(update: CoverageSource | null, shown: SourceText | null): SourceText | null {
  if (!update) return null;
  return update.text === 'kept' ? shown : update.text;
}
