/** What V8 counted in a script, in V8's own form (`Profiler.ScriptCoverage`): the form of the rows, the files and the merging. */
export interface ScriptCoverage {
  readonly scriptId: string;
  /** Empty for a script that has none, such as the text of an `eval`. */
  readonly url: string;
  readonly functions: readonly FunctionCoverage[];
}

export interface FunctionCoverage {
  readonly functionName: string;
  /** The function itself first, then the blocks in it whose count differs, outer before inner. */
  readonly ranges: readonly CoverageRange[];
  /** Whether blocks were counted, or the function as a whole. */
  readonly isBlockCoverage: boolean;
}

/** Characters `startOffset` to `endOffset` (not included) of the script ran `count` times. */
export interface CoverageRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}
