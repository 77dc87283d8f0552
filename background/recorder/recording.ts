import { linesOf } from '../../src/calltree/lines.ts';
import {
  type CaptureFile,
  type CaptureState,
  type CaptureSummary,
  freshCapture,
} from '../../src/captures/capture-summary.ts';
import type { FileStore } from '../../src/captures/file-store.ts';
import { type CaptureLibrary, logFile, pathIn } from '../../src/captures/library.ts';
import { hostOf } from '../../src/captures/page-host.ts';
import type { Clock } from '../../src/clock.ts';
import { type ErrorReport, HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import type { SnapshotStep } from '../../src/instruments/snapshot-stream.ts';
import type { Domain, PageName } from '../../src/messages/contract.ts';
import { instrumentsOf, type RecordingOptions } from '../../src/recording/options.ts';
import { RecordingModel } from '../../src/recording/recording-model.ts';
import type { InstrumentKind, IsolateName, IsolateRow, MarkKind, Row } from '../../src/recording/rows.ts';
import { type EpochMilliseconds, type IsolateIndex, since } from '../../src/units.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import type { TabIsolate } from '../targets/tab-isolates.ts';
import { IsolateRecorder } from './isolate-recorder.ts';
import { LogWriter } from './log-writer.ts';
import { watchPage } from './page-marks.ts';
import { RecordedIsolates } from './recorded-isolates.ts';
import { SourceWriter } from './source-writer.ts';

export interface RecordingHost {
  readonly store: FileStore;
  readonly library: CaptureLibrary;
  readonly clock: Clock;
}

export interface RecordingEvents {
  /** @param first number of the first of them in the log. */
  rows(rows: readonly Row[], first: number): void;
  /** The recording has ended by itself, and everything that could be kept is on disk. */
  endedItself(reason: ErrorReport): void;
  /** The page has crashed; what records goes on when it is loaded again. */
  crashed(): void;
  /** One instrument has failed; the others go on. */
  instrumentFailed(error: unknown): void;
  /** How far the file of the allocation timeline is, after stop. */
  stopping(step: SnapshotStep): void;
}

/** The options without the instruments whose domain cannot be reached. */
export function reachable(options: RecordingOptions, has: (domain: Domain) => boolean): RecordingOptions {
  const heap = has('HeapProfiler');
  return {
    sampling: heap ? options.sampling : null,
    timeline: heap ? options.timeline : null,
    // Where V8's profiler is out of reach, a trace tells as much.
    cpu: has('Profiler') || has('Runtime') ? options.cpu : null,
    usage: has('Runtime') ? options.usage : null,
    coverage: has('Profiler') ? options.coverage : null,
  };
}

/** One running recording of one tab: isolates in, rows to the log and to whoever watches, files at the end. */
export class Recording {
  readonly captureId: string;
  readonly startedAt: EpochMilliseconds;
  readonly kinds: readonly InstrumentKind[];
  readonly #model = new RecordingModel();
  readonly #isolates: RecordedIsolates;
  readonly #sources: SourceWriter;
  #log: LogWriter | null = null;
  #rowCount = 0;
  #ending: Promise<CaptureSummary> | null = null;
  #failure: ErrorReport | null = null;
  #stopWatching = () => {};

  constructor(
    private readonly attachment: Attachment,
    readonly options: RecordingOptions,
    private readonly page: PageName,
    private readonly host: RecordingHost,
    private readonly events: RecordingEvents,
  ) {
    this.captureId = crypto.randomUUID();
    this.startedAt = host.clock.now();
    this.kinds = instrumentsOf(options);
    this.#sources = new SourceWriter(host.store, this.captureId, error => this.#failedBy(error));
    this.#isolates = new RecordedIsolates(attachment.isolates, {
      recorderOf: (isolate, index) => this.#recorderOf(isolate, index),
      moved: (isolate, change, name) => this.#moved(isolate, change, name),
      hotScripts: isolate => new Set(linesOf(this.#model.figures(isolate).cpuLines(), '').urls),
    });
  }

  /** Starts every instrument on the page, or none: when one refuses, those that run are stopped again and nothing is left on disk. */
  async start(): Promise<void> {
    const { session } = this.attachment;
    try {
      await this.#openLog();
      this.#stopWatching = await watchPage(session, (kind, text) => this.#marked(kind, text));
      await this.#isolates.start();
    } catch (error) {
      const reason = this.#reasonOf(error);
      await this.stop().catch(() => {});
      await this.host.library.purge(this.captureId).catch(() => {});
      throw reason;
    }
    session.onClose(() => this.#breakOff(new HeapscopeError(session.endReason ?? 'session-closed')));
  }

  /** Loads the page anew: the instruments run already, so that they see its first script. */
  async reload(): Promise<void> {
    await this.attachment.session.send('Page.reload', {});
  }

  /** Stops every instrument, writes the files, detaches. A second call gets the same answer. */
  stop(): Promise<CaptureSummary> {
    this.#ending ??= this.#end(() => this.#isolates.stop());
    return this.#ending;
  }

  /** Notes something that happened; nothing once the recording has ended. */
  mark(mark: MarkKind, text: string): void {
    if (this.#ending) return;
    this.#take({ kind: 'mark', time: this.#now(), mark, text });
  }

  /** Number of rows so far. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Few rows that bring a reader who comes late to the present state. */
  catchUp(): Row[] {
    return this.#model.catchUp();
  }

  async #openLog(): Promise<void> {
    const { store, library, clock } = this.host;
    await library.save(this.#summary([], { kind: 'running' }));
    const meta = { startedAt: this.startedAt, options: this.options, url: this.page.url, title: this.page.title };
    const file = await store.create(pathIn(this.captureId, logFile));
    this.#log = new LogWriter(file, clock, meta, error => this.#breakOff(error));
  }

  #recorderOf(isolate: TabIsolate, index: IsolateIndex): IsolateRecorder {
    const { store, clock } = this.host;
    const { captureId, startedAt } = this;
    const isPage = index === 0;
    const label = this.#model.isolates.find(other => other.index === index)?.label ?? null;
    const hasProfiler = this.attachment.routes.Profiler !== 'unavailable';
    return new IsolateRecorder(isolate, index, isPage ? null : label, {
      store,
      clock,
      captureId,
      startedAt,
      options: this.options,
      hasProfiler,
      emit: row => this.#take(row),
      failed: error => this.#instrumentFailed(error),
      stopping: step => this.events.stopping(step),
      keepSource: source => this.#sources.write(source),
    });
  }

  #moved(isolate: IsolateIndex, change: IsolateRow['change'], name: IsolateName): void {
    const known = isolate === 0 ? { ...name, name: this.page.title, url: this.page.url } : name;
    this.#take({ kind: 'isolate', isolate, time: this.#now(), change, name: known });
  }

  #marked(kind: MarkKind, text: string): void {
    this.mark(kind, text);
    if (kind === 'tab-crashed') this.events.crashed();
  }

  #now() {
    return since(this.startedAt, this.host.clock.now());
  }

  /** Rows that come when the log is closed come too late: V8 may record on in a session that a snapshot shares. */
  #take(row: Row): void {
    if (!this.#log) return;
    this.#model.apply(row);
    this.#log.append(row);
    this.events.rows([row], this.#rowCount++);
  }

  #instrumentFailed(error: unknown): void {
    this.#failedBy(error);
    if (!this.#ending) this.events.instrumentFailed(error);
  }

  /** The page has gone, or the disk is full, under a running recording. */
  #breakOff(error: unknown): void {
    if (this.#ending) return;
    this.#failedBy(error);
    this.#ending = this.#end(() => this.#isolates.salvage());
    void this.#ending.then(
      () => this.events.endedItself(reportOf(error)),
      failed => this.events.endedItself(reportOf(failed)),
    );
  }

  async #end(finish: () => Promise<CaptureFile[]>): Promise<CaptureSummary> {
    const files: CaptureFile[] = await finish().catch(error => {
      this.#failedBy(error);
      return [];
    });
    await this.#isolates.readSources();
    const sources = await this.#sources.close();
    if (sources) files.push(sources);
    this.#stopWatching();
    const log = this.#closeLog();
    if (log) files.push(log);
    await this.attachment.release().catch(error => this.#failedBy(error));
    const reason = this.#failure?.sentence;
    const summary = this.#summary(files, reason === undefined ? { kind: 'complete' } : { kind: 'partial', reason });
    await this.host.library.save(summary);
    return summary;
  }

  /** The first failure is the one that the summary tells. */
  #failedBy(error: unknown): null {
    this.#failure ??= reportOf(this.#reasonOf(error));
    return null;
  }

  /** Why the session has ended says more than that it did not answer any more. */
  #reasonOf(error: unknown): unknown {
    const { endReason } = this.attachment.session;
    const isConsequence = error instanceof HeapscopeError && error.code === 'session-closed';
    return endReason && isConsequence ? new HeapscopeError(endReason, error.details, { cause: error }) : error;
  }

  #closeLog(): CaptureFile | null {
    const log = this.#log;
    this.#log = null;
    try {
      log?.close();
    } catch (error) {
      this.#failedBy(error);
    }
    return log && { format: 'heapscope-log', name: logFile, bytes: log.size, isolate: null };
  }

  #summary(files: readonly CaptureFile[], state: CaptureState): CaptureSummary {
    const { url, title } = this.page;
    // Until the last row, as whoever opens it sees: V8 may write the file of the timeline for seconds after that.
    const { duration } = this.#model;
    const { captureId: id, startedAt, kinds: instruments, options } = this;
    return {
      ...freshCapture,
      id,
      kind: 'recording',
      title,
      host: hostOf(url),
      url,
      startedAt,
      duration,
      instruments,
      options,
      files,
      state,
    };
  }
}
