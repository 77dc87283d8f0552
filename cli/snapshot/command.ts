/** One of the commands behind `heapscope snapshot`. */
export interface SnapshotCommand {
  readonly name: string;
  /** What has to follow the name. */
  readonly operands: readonly string[];
  /**
   * @param top most rows of a list.
   * @throws Refusal; HeapscopeError `file-invalid`
   */
  run(operands: readonly string[], top: number): Promise<CommandResult>;
  /** What of it can be had without the memory that a whole snapshot takes, for `--quick`; most commands need the whole. */
  quick?(operands: readonly string[], top: number): Promise<CommandResult>;
}

export interface CommandResult {
  /** For programs: the shape stays as docs/cli.md describes it, or the version of the document rises. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people. */
  text(): string;
}
