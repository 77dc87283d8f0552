import {
  type CaptureFile,
  type CaptureState,
  type CaptureSummary,
  freshCapture,
} from '../../src/captures/capture-summary.ts';
import type { FileStore } from '../../src/captures/file-store.ts';
import { type CaptureLibrary, logFile, pathIn } from '../../src/captures/library.ts';
import { hostOf } from '../../src/captures/page-host.ts';
import { writeWhole } from '../../src/captures/whole-file.ts';
import type { Clock } from '../../src/clock.ts';
import { type ErrorReport, HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import { createInstruments } from '../../src/instruments/create-instruments.ts';
import type { Instrument, ProducedFile } from '../../src/instruments/instrument.ts';
import { isRefusal } from '../../src/instruments/run-scope.ts';
import type { SnapshotStep } from '../../src/instruments/snapshot-stream.ts';
import type { Domain, PageName } from '../../src/messages/contract.ts';
import { instrumentsOf, type RecordingOptions } from '../../src/recording/options.ts';
import { RecordingModel } from '../../src/recording/recording-model.ts';
import type { InstrumentKind, MarkKind, Row } from '../../src/recording/rows.ts';
import { type Bytes, type EpochMilliseconds, isolateIndex, since } from '../../src/units.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import { LogWriter } from './log-writer.ts';
import { FileSnapshotSink } from './snapshot-sink.ts';

export interface RecordingHost {
  readonly store: FileStore;
  readonly library: CaptureLibrary;
  readonly clock: Clock;
}

export interface RecordingEvents {
  rows(rows: readonly Row[]): void;
  /** The recording has ended by itself, and everything that could be kept is on disk. */
  endedItself(reason: ErrorReport): void;
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
    cpu: has('Profiler') ? options.cpu : null,
    usage: has('Runtime') ? options.usage : null,
    coverage: has('Profiler') ? options.coverage : null,
  };
}

/** One running recording of one tab: instruments in, rows to the log and to whoever watches, files at the end. */
export class Recording {
  readonly captureId: string;
  readonly startedAt: EpochMilliseconds;
  readonly kinds: readonly InstrumentKind[];
  readonly #model = new RecordingModel();
  #instruments: Instrument[] = [];
  #log: LogWriter | null = null;
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
  }

  /** Starts every instrument, or none: when one refuses, those that run are stopped again and nothing is left on disk. */
  async start(): Promise<void> {
    const { session } = this.attachment;
    try {
      await this.#openLog();
      this.#instruments = this.#createInstruments();
      await this.#watchPage();
      for (const instrument of this.#instruments) await instrument.start();
    } catch (error) {
      const reason = this.#reasonOf(error);
      await this.stop().catch(() => {});
      await this.host.library.purge(this.captureId).catch(() => {});
      throw reason;
    }
    session.onClose(() => this.#breakOff(new HeapscopeError(session.endReason ?? 'session-closed')));
  }

  /** Stops every instrument, writes the files, detaches. A second call gets the same answer. */
  stop(): Promise<CaptureSummary> {
    this.#ending ??= this.#end(instrument => instrument.stop());
    return this.#ending;
  }

  /** Notes something that happened; nothing once the recording has ended. */
  mark(mark: MarkKind, text: string): void {
    if (this.#ending) return;
    this.#take({ kind: 'mark', time: since(this.startedAt, this.host.clock.now()), mark, text });
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

  #createInstruments(): Instrument[] {
    const { store, clock } = this.host;
    const context = {
      session: this.attachment.session,
      isolate: isolateIndex(0),
      clock,
      startedAt: this.startedAt,
      emit: (row: Row) => this.#take(row),
      fail: (error: unknown) => this.#instrumentFailed(error),
    };
    return createInstruments(this.options, context, {
      openTimeline: () => FileSnapshotSink.open(store, this.#pathOf('heaptimeline')),
      onProgress: step => this.events.stopping(step),
    });
  }

  async #watchPage(): Promise<void> {
    const { session } = this.attachment;
    this.#stopWatching = session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.mark('navigation', frame.url);
    });
    // What the marks need is no reason not to record: a browser may refuse these two.
    const unlessRefused = (error: unknown) => {
      if (!isRefusal(error)) throw error;
    };
    await Promise.all([
      session.send('Page.enable').catch(unlessRefused),
      session.send('Inspector.enable').catch(unlessRefused),
    ]);
  }

  /** Rows that come when the log is closed come too late: V8 may record on in a session that a snapshot shares. */
  #take(row: Row): void {
    if (!this.#log) return;
    this.#model.apply(row);
    this.#log.append(row);
    this.events.rows([row]);
  }

  /** When the session is what failed, the end of the session speaks for all instruments. */
  #instrumentFailed(error: unknown): void {
    if (this.attachment.session.endReason) return;
    this.#failedBy(error);
    this.events.instrumentFailed(error);
  }

  /** The page has gone, or the disk is full, under a running recording. */
  #breakOff(error: unknown): void {
    if (this.#ending) return;
    this.#failedBy(error);
    this.#ending = this.#end(async instrument => instrument.salvage());
    void this.#ending.then(
      () => this.events.endedItself(reportOf(error)),
      failed => this.events.endedItself(reportOf(failed)),
    );
  }

  async #end(finish: (instrument: Instrument) => Promise<ProducedFile | null>): Promise<CaptureSummary> {
    const files: CaptureFile[] = [];
    for (const instrument of this.#instruments) {
      const produced = await finish(instrument).catch(error => this.#salvage(instrument, error));
      const file = produced && (await this.#write(produced).catch(error => this.#failedBy(error)));
      if (file) files.push(file);
    }
    this.#stopWatching();
    const log = this.#closeLog();
    if (log) files.push(log);
    await this.attachment.release().catch(error => this.#failedBy(error));
    const reason = this.#failure?.sentence;
    const summary = this.#summary(files, reason === undefined ? { kind: 'complete' } : { kind: 'partial', reason });
    await this.host.library.save(summary);
    return summary;
  }

  #salvage(instrument: Instrument, error: unknown): ProducedFile | null {
    this.#failedBy(error);
    return instrument.salvage();
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

  async #write(produced: ProducedFile): Promise<CaptureFile> {
    const { format } = produced;
    const size = 'bytes' in produced ? produced.bytes : await this.#writeText(format, produced.text);
    return { format, name: `profile.${format}`, bytes: size, isolate: null };
  }

  #writeText(format: CaptureFile['format'], text: string): Promise<Bytes> {
    return writeWhole(this.host.store, this.#pathOf(format), new TextEncoder().encode(text));
  }

  #pathOf(format: CaptureFile['format']): string {
    return pathIn(this.captureId, `profile.${format}`);
  }

  #summary(files: readonly CaptureFile[], state: CaptureState): CaptureSummary {
    const { url, title } = this.page;
    const duration = since(this.startedAt, this.host.clock.now());
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
