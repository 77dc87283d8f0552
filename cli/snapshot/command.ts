/** One of the commands behind `heapscope snapshot`. */
export interface SnapshotCommand {
  readonly name: string;
  /** What has to follow the name. */
  readonly operands: readonly string[];
  /** Whether it takes `WantedOptions`. */
  readonly takesWanted?: boolean;
  /**
   * @param top most rows of a list.
   * @param wanted nothing for commands that do not take it.
   * @throws Refusal; HeapscopeError `file-invalid`
   */
  run(operands: readonly string[], top: number, wanted: WantedOptions): Promise<CommandResult>;
  /** What of it can be had without the memory that a whole snapshot takes, for `--quick`; most commands need the whole. */
  quick?(operands: readonly string[], top: number): Promise<CommandResult>;
}

/** What objects have to be like, as it was typed. */
export interface WantedOptions {
  readonly class?: string | undefined;
  readonly property?: string | undefined;
  readonly type?: string | undefined;
  /** Bytes. */
  readonly retained?: string | undefined;
}

export interface CommandResult {
  /**
   * For programs: the shape stays as docs/cli.md describes it, or the version of the document rises.
   * A list may be an iterable, see `jsonPieces`. Either this or `text` is asked for.
   */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people. */
  text(): string;
}
