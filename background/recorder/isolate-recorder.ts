import type { CaptureFile, FileFormat } from '../../src/captures/capture-summary.ts';
import type { FileStore } from '../../src/captures/file-store.ts';
import { pathIn } from '../../src/captures/library.ts';
import type { IsolateScriptSource } from '../../src/captures/script-sources-file.ts';
import { writeWhole } from '../../src/captures/whole-file.ts';
import type { Clock } from '../../src/clock.ts';
import { createInstruments } from '../../src/instruments/create-instruments.ts';
import type { Instrument, ProducedFile } from '../../src/instruments/instrument.ts';
import { ScriptSources } from '../../src/instruments/script-sources.ts';
import type { SnapshotStep } from '../../src/instruments/snapshot-stream.ts';
import type { RecordingOptions } from '../../src/recording/options.ts';
import type { InstrumentKind, Row } from '../../src/recording/rows.ts';
import type { EpochMilliseconds, IsolateIndex } from '../../src/units.ts';
import type { TabIsolate } from '../targets/tab-isolates.ts';
import { FileSnapshotSink } from './snapshot-sink.ts';

/** What an isolate's part of a recording needs from the whole. */
export interface IsolateRecorderHost {
  readonly store: FileStore;
  readonly clock: Clock;
  readonly captureId: string;
  readonly startedAt: EpochMilliseconds;
  readonly options: RecordingOptions;
  readonly hasProfiler: boolean;
  emit(row: Row): void;
  /** An instrument has failed while it ran; the others go on. */
  failed(error: unknown): void;
  stopping(step: SnapshotStep): void;
  keepSource(source: IsolateScriptSource): void;
}

/** One isolate's part of a recording: its instruments, and the files they leave. */
export class IsolateRecorder {
  readonly #sources: ScriptSources;
  readonly #instruments: Instrument[];
  #ending: Promise<CaptureFile[]> | null = null;

  /** @param label goes with the files; null for the page. */
  constructor(
    readonly isolate: TabIsolate,
    readonly index: IsolateIndex,
    private readonly label: string | null,
    private readonly host: IsolateRecorderHost,
  ) {
    const { session } = isolate;
    const { store, clock, startedAt, options, hasProfiler } = host;
    this.#sources = new ScriptSources(session, source => host.keepSource({ isolate: index, ...source }));
    const context = {
      session,
      isolate: index,
      clock,
      startedAt,
      emit: (row: Row) => host.emit(row),
      // When the session is what failed, its end speaks for all instruments.
      fail: (error: unknown) => session.endReason === null && host.failed(error),
    };
    this.#instruments = createInstruments(options, context, {
      sources: this.#sources,
      hasProfiler,
      openTimeline: () => FileSnapshotSink.open(store, this.#pathOf('heaptimeline')),
      onProgress: step => host.stopping(step),
    });
  }

  /** Starts every instrument. @throws the error of the first that refuses; those that run have to be stopped. */
  async start(): Promise<void> {
    for (const instrument of this.#instruments) await instrument.start();
  }

  /** Starts what can be started: one that refuses is told of, the others go on. */
  async startWhatCan(): Promise<void> {
    for (const instrument of this.#instruments) {
      await instrument.start().catch(error => {
        if (this.isolate.session.endReason === null) this.host.failed(error);
      });
    }
  }

  /** Stops every instrument and writes the files. A second call gets the same answer. */
  stop(): Promise<CaptureFile[]> {
    this.#ending ??= this.#end(instrument => instrument.stop());
    return this.#ending;
  }

  /** Writes what can be written without the browser, whose session has ended. */
  salvage(): Promise<CaptureFile[]> {
    this.#ending ??= this.#end(async instrument => instrument.salvage());
    return this.#ending;
  }

  /** Reads the texts of the scripts from these addresses, and of what was asked for before. */
  async readSources(urls: ReadonlySet<string>): Promise<void> {
    try {
      if (urls.size > 0) {
        await this.#sources.start();
        this.#sources.wantFrom(urls);
      }
      await this.#sources.stop();
    } catch {
      // Texts are a convenience: what has been read is what there is.
    }
  }

  async #end(finish: (instrument: Instrument) => Promise<ProducedFile | null>): Promise<CaptureFile[]> {
    const files = new Map<Instrument, CaptureFile>();
    for (const instrument of this.#instruments.toSorted((a, b) => rankAtEnd(a) - rankAtEnd(b))) {
      const produced = await finish(instrument).catch(error => {
        this.host.failed(error);
        return instrument.salvage();
      });
      const file = produced && (await this.#write(produced).catch(error => this.host.failed(error)));
      if (file) files.set(instrument, file);
    }
    return this.#instruments.flatMap(instrument => files.get(instrument) ?? []);
  }

  async #write(produced: ProducedFile): Promise<CaptureFile> {
    const { format } = produced;
    const file = { format, name: this.#nameOf(format), isolate: this.label };
    if ('bytes' in produced) return { ...file, bytes: produced.bytes };
    const content = new TextEncoder().encode(produced.text);
    return { ...file, bytes: await writeWhole(this.host.store, this.#pathOf(format), content) };
  }

  #pathOf(format: FileFormat): string {
    return pathIn(this.host.captureId, this.#nameOf(format));
  }

  #nameOf(format: FileFormat): string {
    return this.index === 0 ? `profile.${format}` : `profile-${this.index + 1}.${format}`;
  }
}

/**
 * What ends after all others: heap usage, whose last reading then reaches as far as anything that is shown over time, and the timeline,
 * which V8 writes for seconds, so that the recording would go on for so much longer than it was told to.
 */
const atEnd: readonly InstrumentKind[] = ['heap-usage', 'allocation-timeline'];
const rankAtEnd = ({ kind }: Instrument): number => atEnd.indexOf(kind);
