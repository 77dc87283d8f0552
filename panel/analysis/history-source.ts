import { RecordedHistory } from '../../src/recording/history/history.ts';
import { HistoryReader } from '../../src/recording/history/reader.ts';
import { JoinedRows } from '../../src/recording/joined-rows.ts';
import { LogScanner } from '../../src/recording/log.ts';
import type { IsolateScope } from '../../src/recording/recording-model.ts';
import type { Row } from '../../src/recording/rows.ts';

/** Bytes of a log from `offset` to its present end. */
export type ReadLog = (offset: number) => Promise<Uint8Array>;

/** Events that the digest looks at in one go: some milliseconds, so that requests in between are answered. */
const digestStep = 200_000;

/** The history of one recording: made from its log when it is first asked for, then kept up with the rows that are published. */
export class HistorySource {
  #scope: IsolateScope | null = null;
  #made: Promise<MadeHistory> | null = null;
  /** Rows for the history that is being made, or there. */
  #rows: JoinedRows | null = null;

  constructor(private readonly readLog: ReadLog) {}

  /** The history of `scope` so far, without a gap: of a running recording its last second may be missing. */
  async reader(scope: IsolateScope): Promise<HistoryReader> {
    if (!this.#made || this.#scope !== scope) {
      this.#scope = scope;
      const making = this.#make(scope);
      this.#made = making;
      making.catch(() => {
        // Another scope may have been asked for since.
        if (this.#made !== making) return;
        this.#made = null;
        this.#rows = null;
      });
    }
    const made = await this.#made;
    if (made.hasGap) await made.readOn(this.readLog);
    made.digest();
    return made.reader;
  }

  /** Rows that were published. Before the first `reader` they are not kept: the log has them. */
  published(first: number, rows: readonly Row[]): void {
    this.#rows?.published(first, rows);
  }

  async #make(scope: IsolateScope): Promise<MadeHistory> {
    const history = new RecordedHistory(scope);
    const rows = new JoinedRows(row => history.apply(row));
    this.#rows = rows;
    const scanner = new LogScanner(await this.readLog(0), row => rows.logged(row));
    const { startedAt, options } = scanner.meta;
    return new MadeHistory(rows, scanner, new HistoryReader(history, { startedAt, sampling: options.sampling }));
  }
}

class MadeHistory {
  #reading: Promise<void> | null = null;
  #digesting = false;

  constructor(
    private readonly rows: JoinedRows,
    private readonly scanner: LogScanner,
    readonly reader: HistoryReader,
  ) {}

  get hasGap(): boolean {
    return this.rows.hasGap;
  }

  /** Takes what the log has got since; whoever asks meanwhile waits for the same. */
  readOn(readLog: ReadLog): Promise<void> {
    this.#reading ??= readLog(this.scanner.end)
      .then(bytes => this.scanner.read(bytes))
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  /** Brings the digest up to date, on and on in small steps. */
  digest(): void {
    if (this.#digesting) return;
    this.#digesting = true;
    const step = () => {
      if (this.reader.makeDigest({}, digestStep)) this.#digesting = false;
      else setTimeout(step, 0);
    };
    step();
  }
}
