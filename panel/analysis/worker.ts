/** The analysis worker: the engine, on a thread of its own. Rows come straight from the background; the panel gets what it shows. */
import * as Comlink from 'comlink';
import type { Clock } from '../../src/clock.ts';
import { reportOf } from '../../src/errors/heapscope-error.ts';
import { type PublishedRows, rowsChannelName } from '../../src/messages/contract.ts';
import type { TimePlot } from '../../src/recording/history/time-plot.ts';
import type { IsolateScope } from '../../src/recording/recording-model.ts';
import { milliseconds } from '../../src/units.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { baseCaptures } from './base-capture.ts';
import type { Comparison } from './comparison.ts';
import type { Analysis, AnalysisListener, HeapprofFolders, Peak, Subject, ViewRequest } from './contract.ts';
import type { CoverageFormat } from './coverage-file.ts';
import { defaultView } from './default-view.ts';
import type { FlowAnswer, FlowRequest } from './flow-contract.ts';
import type { ImportedFile } from './import-file.ts';
import type { ImportSource } from './import-into-library.ts';
import { makeFile } from './made-file.ts';
import { Pacer } from './pacer.ts';
import type { PlotTarget } from './plots-contract.ts';
import { AnalysisSession } from './session.ts';
import { comparedCoverage, GrowingSources, historyOf, openSubject, type StoredSubject } from './stored-captures.ts';

/** A person cannot follow more than four pictures a second, and the page's second core has other work. */
const updateEvery = milliseconds(250);
const atOnce = milliseconds(0);
const timers: Pick<Clock, 'after'> = {
  after(delay, task) {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

class AnalysisWorker implements Analysis {
  readonly #reader = crypto.randomUUID();
  readonly #rows = new BroadcastChannel(rowsChannelName);
  #listener: Comlink.Remote<AnalysisListener> | null = null;
  #subject: Subject = { kind: 'none' };
  #look = 0;
  #session: AnalysisSession | null = null;
  /** Rows for everybody count only after the rows that bring this reader up to date. */
  #caughtUp = false;
  #view: ViewRequest = defaultView;
  /** The session whose history is being made, or cannot be. */
  #fetching: AnalysisSession | null = null;
  readonly #comparedCoverage = comparedCoverage();
  readonly #bases = baseCaptures();
  readonly #sources = new GrowingSources();
  readonly #pacer = new Pacer(timers, () => this.#send());

  constructor() {
    this.#rows.onmessage = ({ data }: MessageEvent<PublishedRows>) => this.#receive(data);
  }

  listen(listener: AnalysisListener): void {
    this.#listener = listener as unknown as Comlink.Remote<AnalysisListener>;
  }

  async look(subject: Subject, look: number): Promise<string> {
    this.#subject = subject;
    this.#look = look;
    this.#session = null;
    this.#caughtUp = false;
    if (subject.kind !== 'live' && subject.kind !== 'none') await this.#open(subject, look);
    return this.#reader;
  }

  show(view: ViewRequest): void {
    const thawed = this.#view.frozen && !view.frozen;
    const frozen = view.frozen && this.#view.frozen;
    const samePicture =
      frozen &&
      view.shape === this.#view.shape &&
      // What was opened has to be made.
      view.shape !== 'bottom-up' &&
      view.measure === this.#view.measure &&
      view.scope === this.#view.scope &&
      view.filter === this.#view.filter &&
      view.comparedWith?.captureId === this.#view.comparedWith?.captureId &&
      sameTimes(view, this.#view) &&
      view.coverage === null &&
      this.#view.coverage === null;
    this.#view = view;
    if (thawed || !samePicture) this.#pacer.ask(atOnce);
  }

  async makeCoverageFile(format: CoverageFormat): Promise<string | null> {
    const covered = this.#session?.covered(this.#view.scope);
    if (!covered) return null;
    const { coverageFile } = await import('./coverage-file.ts');
    return await makeFile(coverageFile(format, covered));
  }

  async peak(): Promise<Peak | null> {
    const history = await this.#session?.history(this.#view.scope);
    return history?.peakIn() ?? null;
  }

  flow(request: FlowRequest): Promise<Outcome<FlowAnswer | null>> {
    return outcomeOf(async () => {
      const session = this.#session;
      return session && (await session.flow(this.#view, request, await this.#compare(session, this.#view)));
    });
  }

  plots(targets: readonly PlotTarget[]): Promise<Outcome<TimePlot | null>> {
    return outcomeOf(async () => (await this.#session?.plots(this.#view, targets)) ?? null);
  }

  makeHeapprofFiles(): Promise<Outcome<HeapprofFolders | null>> {
    return outcomeOf(async () => {
      const files = await this.#session?.heapprof();
      if (!files) return null;
      return { hpm: await makeFile(files.hpm), hpd: await makeFile(files.hpd), hpc: await makeFile(files.hpc) };
    });
  }

  makeTextFile(text: string): Promise<string> {
    return makeFile(text);
  }

  importFile(source: ImportSource): Promise<Outcome<ImportedFile>> {
    return outcomeOf(async () => {
      const { importIntoLibrary } = await import('./import-into-library.ts');
      return await importIntoLibrary(source);
    });
  }

  #receive({ captureId, first, rows, reader }: PublishedRows): void {
    const subject = this.#subject;
    if (subject.kind !== 'live' || subject.captureId !== captureId) return;
    if (reader === this.#reader && !this.#caughtUp) {
      this.#caughtUp = true;
      this.#session = new AnalysisSession(this.#look, { history: historyOf(captureId) });
      this.#session.apply(rows);
      // Also when frozen: of this subject there is no picture to hold yet.
      return this.#pacer.ask(atOnce);
    }
    if (reader !== null || !this.#caughtUp) return;
    this.#session?.follow(first, rows);
    if (!this.#view.frozen) this.#pacer.ask(updateEvery);
  }

  async #open(subject: StoredSubject, look: number): Promise<void> {
    try {
      const session = await openSubject(subject, look);
      if (look !== this.#look) return;
      this.#session = session;
      this.#pacer.ask(atOnce);
    } catch (error) {
      await this.#listener?.failed(look, reportOf(error));
    }
  }

  /** What a view is held against; null when it is not compared. */
  async #compare(session: AnalysisSession, view: ViewRequest): Promise<Comparison | null> {
    const base = await this.#bases.of(view.comparedWith);
    return base && (await session.comparedWith(base, view));
  }

  /** The history takes the whole log, so that it comes after the first picture. Without it the strip says less: no reason to complain. */
  #fetchHistory(session: AnalysisSession, scope: IsolateScope): void {
    if (this.#fetching === session) return;
    this.#fetching = session;
    session.history(scope).then(
      () => {
        this.#fetching = null;
        this.#pacer.ask(atOnce);
      },
      () => {},
    );
  }

  async #send(): Promise<void> {
    if (!this.#session || !this.#listener) return;
    const look = this.#look;
    try {
      const earlier = await this.#comparedCoverage.of(this.#view.coverage?.comparedWith ?? null);
      if (this.#subject.kind === 'live' && this.#view.coverage) {
        const news = await this.#sources.news(this.#subject.captureId);
        if (news) this.#session.learn(news);
      }
      const view = this.#view;
      const history = await this.#session.pastOf(view);
      const comparison = await this.#compare(this.#session, view);
      const turn = view.shape === 'bottom-up' ? (await import('../../src/calltree/invert.ts')).invert : null;
      if (look !== this.#look) return;
      await this.#listener.update(this.#session.update(view, { turn, earlier, history, comparison }));
      if (this.#session?.lacksHistory(view.scope)) this.#fetchHistory(this.#session, view.scope);
    } catch (error) {
      await this.#listener.failed(look, reportOf(error));
    }
  }
}

function sameTimes(one: ViewRequest, other: ViewRequest): boolean {
  return (
    one.moment === other.moment &&
    one.range?.from === other.range?.from &&
    one.range?.to === other.range?.to &&
    one.normalised === other.normalised
  );
}

Comlink.expose(new AnalysisWorker());
