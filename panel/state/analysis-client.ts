import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import * as Comlink from 'comlink';
import type { CallTree } from '../../src/calltree/call-tree.ts';
import type { FunctionTable } from '../../src/calltree/functions.ts';
import type { LineTable } from '../../src/calltree/lines.ts';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import type { TimePlot } from '../../src/recording/history/time-plot.ts';
import type {
  Analysis,
  AnalysisUpdate,
  BaseSubject,
  CoverageFileName,
  CoverageWish,
  HeapprofFolders,
  IsolateInfo,
  Measure,
  Peak,
  RecordingFigures,
  Shape,
  ShownWeight,
  StripUpdate,
  Subject,
} from '../analysis/contract.ts';
import { type CoverageUpdate, type SourceText, shownText } from '../analysis/coverage-contract.ts';
import type { CoverageFormat } from '../analysis/coverage-file.ts';
import type { FlowAnswer, FlowRequest } from '../analysis/flow-contract.ts';
import type { ImportedFile } from '../analysis/import-file.ts';
import type { ImportSource } from '../analysis/import-into-library.ts';
import type { PlotTarget } from '../analysis/plots-contract.ts';
import { TreeReceiver } from '../analysis/tree-receiver.ts';
import type { Outcome } from '../outcome.ts';
import type { SendCommand } from './background-client.ts';
import { catchUp } from './catch-up.ts';
import { baseOf } from './comparison.ts';
import { requestOf } from './coverage-state.ts';
import { type PanelState, shapeOf } from './panel-state.ts';
import { followWithSources, type SourceTexts } from './source-text.ts';

/** What the analysis worker made of the shown capture; replaced as a whole by each update. */
export interface AnalysisState {
  readonly strip: ReadonlySignal<StripUpdate | null>;
  readonly figures: ReadonlySignal<RecordingFigures | null>;
  readonly measures: ReadonlySignal<readonly Measure[]>;
  /** When most was alive; null until the past was asked for. */
  readonly peak: ReadonlySignal<Peak | null>;
  /** What `tree` is: for a moment it may be that of the view before. */
  readonly shape: ReadonlySignal<Shape | null>;
  /** What `tree` weighs; null where there is nothing to weigh. */
  readonly weight: ReadonlySignal<ShownWeight | null>;
  readonly tree: ReadonlySignal<CallTree | null>;
  /** Whether all of this answers what is wanted now: an update for an earlier wish may come after it. */
  readonly isCurrent: ReadonlySignal<boolean>;
  readonly functions: ReadonlySignal<FunctionTable | null>;
  readonly lines: ReadonlySignal<LineTable | null>;
  /** For each frame of the tree whose function V8 had to deoptimise, its reason. */
  readonly deopts: ReadonlySignal<ReadonlyMap<number, string>>;
  readonly isolates: ReadonlySignal<readonly IsolateInfo[]>;
  /** Whether coverage was recorded. */
  readonly hasCoverage: ReadonlySignal<boolean>;
  readonly coverage: ReadonlySignal<ShownCoverage | null>;
  /** See `Analysis.peak`. */
  findPeak(): Promise<Peak | null>;
  /** What is shown as a flow graph; see `Analysis.flow`. */
  flow(request: FlowRequest): Promise<Outcome<FlowAnswer | null>>;
  /** See `Analysis.plots`. */
  plots(targets: readonly PlotTarget[]): Promise<Outcome<TimePlot | null>>;
  /** Leaves a text as a file in a folder of its own; see `Analysis.makeTextFile`. */
  makeTextFile(text: string): Promise<string>;
  /** Leaves the coverage as a file in a folder of its own; see `Analysis.makeCoverageFile`. */
  makeCoverageFile(format: CoverageFormat): Promise<string | null>;
  /** Texts of the scripts that `lines` names. */
  readonly sources: ReadonlySignal<SourceTexts>;
  /** Leaves the history as heapprof's files; see `Analysis.makeHeapprofFiles`. */
  makeHeapprofFiles(): Promise<Outcome<HeapprofFolders | null>>;
  /** Puts a file into the library, or those of a heapprof recording, on the worker's thread. */
  importFile(source: ImportSource): Promise<Outcome<ImportedFile>>;
}

/** Starts the analysis worker and keeps it on what the panel shows. The returned state follows by itself. */
export function followWithAnalysis(state: PanelState, send: SendCommand): AnalysisState {
  const analysis = Comlink.wrap<Analysis>(
    new Worker('analysis-worker.js', { type: 'module', name: 'Heapscope analysis' }),
  );
  const result = {
    strip: signal<StripUpdate | null>(null),
    figures: signal<RecordingFigures | null>(null),
    measures: signal<readonly Measure[]>([]),
    peak: signal<Peak | null>(null),
    shape: signal<Shape | null>(null),
    weight: signal<ShownWeight | null>(null),
    tree: signal<CallTree | null>(null),
    isCurrent: signal(false),
    functions: signal<FunctionTable | null>(null),
    lines: signal<LineTable | null>(null),
    deopts: signal<ReadonlyMap<number, string>>(new Map()),
    isolates: signal<readonly IsolateInfo[]>([]),
    hasCoverage: signal(false),
    coverage: signal<ShownCoverage | null>(null),
  };
  const receiver = new TreeReceiver();
  let look = 0;
  let wish = 0;

  const clear = () =>
    batch(() => {
      result.strip.value = null;
      result.figures.value = null;
      result.measures.value = [];
      result.peak.value = null;
      result.shape.value = null;
      result.weight.value = null;
      result.tree.value = null;
      result.functions.value = null;
      result.lines.value = null;
      result.deopts.value = new Map();
      result.isolates.value = [];
      result.hasCoverage.value = false;
      result.coverage.value = null;
    });

  /** What was picked in a recording stays picked when that stops. */
  const forget = () =>
    batch(() => {
      state.scope.value = 'all';
      state.range.value = null;
      state.moment.value = null;
    });

  void analysis.listen(
    Comlink.proxy({
      update(update: AnalysisUpdate) {
        if (update.look !== look) return;
        batch(() => {
          result.isCurrent.value = update.wish === wish;
          if (update.strip) result.strip.value = update.strip;
          result.figures.value = update.figures;
          result.measures.value = update.measures;
          result.shape.value = update.shape;
          result.peak.value = samePeak(update.peak, result.peak.value);
          result.weight.value = update.weight;
          if (update.tree) result.tree.value = receiver.receive(update.tree);
          if (update.functions) result.functions.value = update.functions;
          if (update.lines) result.lines.value = update.lines;
          result.deopts.value = update.deopts;
          result.isolates.value = update.isolates;
          result.hasCoverage.value = update.hasCoverage;
          result.coverage.value = shownCoverage(update.coverage, result.coverage.value);
        });
      },
      failed(failedLook, error) {
        if (failedLook === look) state.notice.value = { level: 'error', error };
      },
    }),
  );

  const subject = onlyNews(() => wantedSubject(state));
  let shownId: string | null = null;
  effect(() => {
    const next = subject.value;
    look += 1;
    clear();
    const captureId = 'captureId' in next ? next.captureId : null;
    if (captureId !== shownId) forget();
    shownId = captureId;
    const reader = analysis.look(next, look);
    if (next.kind !== 'live') return;
    const own = look;
    void reader.then(name =>
      catchUp(
        () => send('catch-up', { captureId: next.captureId, reader: name }),
        () => own === look,
      ),
    );
  });

  const base = onlyNews(() => baseSubjectOf(state));
  effect(() => {
    const shape = shapeOf[state.viewTab.value];
    wish += 1;
    result.isCurrent.value = false;
    void analysis.show({
      wish,
      measure: state.measure.value,
      shape,
      opened: shape === 'bottom-up' ? state.opened['bottom-up'].value : null,
      scope: state.scope.value,
      range: state.range.value,
      moment: state.moment.value,
      comparedWith: base.value,
      normalised: state.normalised.value,
      filter: state.filter.value,
      frozen: state.frozen.value,
      coverage: coverageWish(state),
    });
  });
  return {
    ...result,
    findPeak: () => analysis.peak(),
    plots: targets => analysis.plots(targets),
    flow: request => analysis.flow(request),
    makeTextFile: text => analysis.makeTextFile(text),
    makeCoverageFile: format => analysis.makeCoverageFile(format),
    sources: followWithSources(result.lines),
    makeHeapprofFiles: () => analysis.makeHeapprofFiles(),
    importFile: source => analysis.importFile(source),
  };
}

/** The shown peak for as long as it is the same, so that the strip is not drawn anew. */
function samePeak(next: Peak | null, shown: Peak | null): Peak | null {
  return next?.time === shown?.time && next?.total === shown?.total ? shown : next;
}

/** The coverage as it is drawn: the text of the chosen script is sent once and kept here. */
export interface ShownCoverage {
  readonly table: CoverageUpdate['table'];
  readonly source: CoverageUpdate['source'];
  readonly text: SourceText | null;
}

function shownCoverage(update: CoverageUpdate | null, shown: ShownCoverage | null): ShownCoverage | null {
  return update && { ...update, text: shownText(update.source, shown?.text ?? null) };
}

/** Null while the view is not shown: what it shows takes a while to add up. */
function coverageWish(state: PanelState): CoverageWish | null {
  const isShown = state.shown.value?.kind === 'coverage' || state.viewTab.value === 'coverage';
  if (!isShown) return null;
  const compared = state.captures.value.find(({ id }) => id === state.coverage.comparedWith.value);
  return { ...requestOf(state.coverage), comparedWith: compared ? coverageFileOf(compared) : null };
}

function coverageFileOf({ id, kind, files }: CaptureSummary): CoverageFileName {
  const file = kind === 'coverage' ? files.find(({ format }) => format === 'coverage') : undefined;
  return { captureId: id, file: file?.name ?? null };
}

/** Changes only when another thing is to be looked at, not with every change of the state around it. */
function onlyNews<Value>(make: () => Value): ReadonlySignal<Value> {
  let last: Value | null = null;
  return computed(() => {
    const next = make();
    if (last === null || JSON.stringify(next) !== JSON.stringify(last)) last = next;
    return last;
  });
}

function wantedSubject(state: PanelState): Subject {
  const shown = state.shown.value;
  const profile = shown && profileSubject(shown);
  if (profile) return profile;
  if (shown?.kind === 'coverage') {
    const { captureId, file } = coverageFileOf(shown);
    if (file !== null) return { kind: 'coverage', captureId, file };
  }
  if (shown?.kind !== 'recording') return { kind: 'none' };
  return { kind: shown.state.kind === 'running' ? 'live' : 'recording', captureId: shown.id };
}

function profileSubject({ id, kind, files: [file] }: CaptureSummary): BaseSubject | null {
  const isProfile = file?.format === 'heapprofile' || file?.format === 'cpuprofile';
  return kind === 'profile' && isProfile
    ? { kind: 'profile', captureId: id, format: file.format, file: file.name }
    : null;
}

function baseSubjectOf(state: PanelState): BaseSubject | null {
  const base = baseOf(state);
  return base && (profileSubject(base) ?? { kind: 'recording', captureId: base.id });
}
