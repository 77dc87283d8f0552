/** What we use of `@bcoe/v8-coverage`, which brings no types. */
declare module '@bcoe/v8-coverage' {
  interface Range {
    startOffset: number;
    endOffset: number;
    count: number;
  }

  interface Function {
    functionName: string;
    ranges: Range[];
    isBlockCoverage: boolean;
  }

  /** Adds the counts of one function's runs, each with blocks of its own; all have the same first range. May change its input. */
  export function mergeFunctionCovs(runs: readonly Function[]): Function | undefined;
}
