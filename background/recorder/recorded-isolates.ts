import type { CaptureFile } from '../../src/captures/capture-summary.ts';
import type { IsolateRow } from '../../src/recording/rows.ts';
import { type IsolateIndex, isolateIndex } from '../../src/units.ts';
import type { TabIsolate, TabIsolates } from '../targets/tab-isolates.ts';
import type { IsolateRecorder } from './isolate-recorder.ts';

export interface RecordedIsolatesHost {
  /** Makes the recorder of an isolate that joins; called after its row. */
  recorderOf(isolate: TabIsolate, index: IsolateIndex): IsolateRecorder;
  moved(isolate: IsolateIndex, change: IsolateRow['change'], name: TabIsolate['name']): void;
  /** Addresses of the scripts whose text is worth keeping. */
  hotScripts(isolate: IsolateIndex): ReadonlySet<string>;
}

/** The isolates of a recording: each that appears joins it, each that vanishes leaves its part behind. */
export class RecordedIsolates {
  readonly #recorders: IsolateRecorder[] = [];
  /** The starts and ends that are under way. */
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #left = new Set<IsolateRecorder>();
  #stopWatching: () => void = () => {};

  constructor(
    private readonly isolates: TabIsolates,
    private readonly host: RecordedIsolatesHost,
  ) {}

  /** Starts with the page, which has to take every instrument; the other isolates take what they can. */
  async start(): Promise<void> {
    await this.#join(this.isolates.page).start();
    this.#stopWatching = this.isolates.watch({
      appeared: isolate => this.#settling(this.#join(isolate).startWhatCan()),
      vanished: isolate => this.#leave(isolate),
      renamed: isolate => this.#rename(isolate),
    });
    await this.isolates.holdNew(true);
    // One that has appeared meanwhile has joined.
    const others = this.isolates.present.filter(isolate => !this.#recorders.some(other => other.isolate === isolate));
    await Promise.all(others.map(isolate => this.#join(isolate).startWhatCan()));
  }

  /** Stops all of them, one after the other, and answers their files. */
  async stop(): Promise<CaptureFile[]> {
    return await this.#end(recorder => (this.#left.has(recorder) ? recorder.salvage() : recorder.stop()));
  }

  /** The files that can be made without the browser. */
  async salvage(): Promise<CaptureFile[]> {
    return await this.#end(recorder => recorder.salvage());
  }

  /** Reads the texts of the scripts that were counted or were hot. To be called before the sessions end. */
  async readSources(): Promise<void> {
    await Promise.all(this.#recorders.map(recorder => recorder.readSources(this.host.hotScripts(recorder.index))));
  }

  #join(isolate: TabIsolate): IsolateRecorder {
    const index = isolateIndex(this.#recorders.length);
    this.host.moved(index, 'joined', isolate.name);
    const recorder = this.host.recorderOf(isolate, index);
    this.#recorders.push(recorder);
    return recorder;
  }

  /** Joins again under its new name. */
  #rename(isolate: TabIsolate): void {
    const recorder = this.#recorders.find(other => other.isolate === isolate);
    if (recorder && !this.#left.has(recorder)) this.host.moved(recorder.index, 'joined', isolate.name);
  }

  #leave(isolate: TabIsolate): void {
    const recorder = this.#recorders.find(other => other.isolate === isolate);
    if (!recorder || this.#left.has(recorder)) return;
    this.#left.add(recorder);
    this.host.moved(recorder.index, 'left', isolate.name);
    void this.#settling(recorder.salvage());
  }

  async #settling<Result>(task: Promise<Result>): Promise<void> {
    const settled = task.then(
      () => {},
      () => {},
    );
    this.#underWay.add(settled);
    await settled;
    this.#underWay.delete(settled);
  }

  async #end(finish: (recorder: IsolateRecorder) => Promise<CaptureFile[]>): Promise<CaptureFile[]> {
    this.#stopWatching();
    await this.isolates.holdNew(false).catch(() => {});
    await Promise.all(this.#underWay);
    const files: CaptureFile[] = [];
    for (const recorder of this.#recorders) files.push(...(await finish(recorder)));
    return files;
  }
}
