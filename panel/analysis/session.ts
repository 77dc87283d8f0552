import type { CallTree } from '../../src/calltree/call-tree.ts';
import { filterTree } from '../../src/calltree/filter.ts';
import { functionsOf } from '../../src/calltree/functions.ts';
import type { invert } from '../../src/calltree/invert.ts';
import { linesOf } from '../../src/calltree/lines.ts';
import { levelsOpenAtFirst } from '../../src/calltree/open-at-first.ts';
import { withoutWeightless } from '../../src/calltree/subset.ts';
import type { IsolateScriptSource } from '../../src/captures/script-sources-file.ts';
import type { HeapprofFiles } from '../../src/formats/heapprof.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { TimePlot } from '../../src/recording/history/time-plot.ts';
import type { CpuLines } from '../../src/recording/isolate-figures.ts';
import { type IsolateScope, RecordingModel } from '../../src/recording/recording-model.ts';
import type { Row } from '../../src/recording/rows.ts';
import type { UsageColumns } from '../../src/recording/usage-model.ts';
import type { BaseCapture } from './base-capture.ts';
import { Comparer, type Comparison, comparableMeasures, type LabelledWeight } from './comparison.ts';
import type {
  AnalysisUpdate,
  IsolateInfo,
  Measure,
  RecordingFigures,
  StripUpdate,
  TreeUpdate,
  ViewRequest,
} from './contract.ts';
import { CoverageView, type CoveredIsolate } from './coverage-view.ts';
import { coveredIsolates } from './covered-isolates.ts';
import { defaultView } from './default-view.ts';
import { figuresAt, figuresOf } from './figures.ts';
import type { FlowAnswer, FlowRequest } from './flow-contract.ts';
import type { HistorySource } from './history-source.ts';
import { isolatesOf } from './isolates.ts';
import { possibleMeasure } from './measure.ts';
import { weighPast } from './past.ts';
import { looksBack, momentOf, periodOf } from './period.ts';
import type { PlotTarget } from './plots-contract.ts';
import { plotsOf } from './plots-source.ts';
import { stripOf } from './strip.ts';

/** Everything the views are made of, at one moment. */
interface Picture {
  /** Number of rows that are in it. */
  readonly rows: number;
  readonly scope: IsolateScope;
  readonly strip: StripUpdate;
  readonly usage: UsageColumns;
  readonly figures: RecordingFigures;
  readonly trees: ReadonlyMap<'live' | 'cpu', CallTree>;
  /** Null when they are not looked at. */
  readonly lines: readonly CpuLines[] | null;
  /** Null when CPU time is not looked at. */
  readonly deopts: ReadonlyMap<number, string> | null;
  readonly isolates: readonly IsolateInfo[];
  /** Null when none was recorded, or it is not looked at. */
  readonly coverage: readonly CoveredIsolate[] | null;
  readonly hasCoverage: boolean;
}

/** What is not the subject's own, or has to be waited for: the coverage or capture to compare with, the past, and what turns a tree over. */
export interface UpdateParts {
  /** Loaded for who looks at a bottom-up tree. */
  readonly turn?: typeof invert | null;
  readonly earlier?: readonly CoveredIsolate[] | null;
  readonly comparison?: Comparison | null;
  readonly history?: HistoryReader | null;
}

/** What a session has beside rows. */
export interface SessionParts {
  /** Texts of scripts, where they are known. */
  readonly sources?: readonly IsolateScriptSource[];
  /** Coverage that comes from a file in place of rows. */
  readonly coverage?: readonly CoveredIsolate[];
  /** Where the past is read; without it there is only the present. */
  readonly history?: HistorySource;
}

/** One subject under analysis: rows in, updates for the view out. Knows how many frames the panel has already. */
export class AnalysisSession {
  readonly #model = new RecordingModel();
  readonly #coverage = new CoverageView();
  readonly #comparer = new Comparer();
  readonly #stored: readonly CoveredIsolate[] | null;
  readonly #history: HistorySource | null;
  #sources: readonly IsolateScriptSource[];
  #missingBytes = 0;
  #rows = 0;
  #last: Picture | null = null;
  #held: Picture | null = null;
  #stripSent = '';
  /** The history that was asked for last. */
  #past: { readonly scope: IsolateScope; readonly reader: HistoryReader } | null = null;
  #framesSent = new Map<string, number>();

  constructor(
    private readonly look: number,
    { sources = [], coverage, history }: SessionParts = {},
  ) {
    this.#sources = sources;
    this.#stored = coverage ?? null;
    this.#history = history ?? null;
  }

  /** The log of the recording ends in so many bytes that cannot be read. */
  endsWithout(missingBytes: number): void {
    this.#missingBytes = missingBytes;
    this.#last = null;
  }

  apply(rows: readonly Row[]): void {
    for (const row of rows) this.#model.apply(row);
    this.#rows += rows.length;
  }

  /** Rows of a running recording, and the number of the first of them in its log. */
  follow(first: number, rows: readonly Row[]): void {
    this.apply(rows);
    this.#history?.published(first, rows);
  }

  /** What was allocated and collected when, of the rows so far; null where no sampling was recorded. */
  async history(scope: IsolateScope): Promise<HistoryReader | null> {
    if (!this.#history || !this.#model.figures(scope).hasSampling) return null;
    const reader = await this.#history.reader(scope);
    if (reader !== this.#past?.reader) {
      this.#past = { scope, reader };
      // What it tells of allocations belongs on the strip.
      this.#last = null;
      this.#stripSent = '';
    }
    return reader;
  }

  /** Texts that have become known since. */
  learn(sources: readonly IsolateScriptSource[]): void {
    this.#sources = sources;
    this.#last = null;
  }

  /** All that was counted, as it is now; null when nothing was. */
  covered(scope: IsolateScope): readonly CoveredIsolate[] | null {
    return this.#stored ?? coveredIsolates(this.#model, scope, this.#sources);
  }

  /** Whether the strip would tell more with a history. */
  lacksHistory(scope: IsolateScope): boolean {
    const { hasSampling, hasTimeline } = this.#model.figures(scope);
    return this.#history !== null && hasSampling && !hasTimeline && this.#pastIn(scope) === null;
  }

  /** The history that a view needs, brought up to date; null when it shows the present alone, or there is no past. */
  async pastOf(view: ViewRequest): Promise<HistoryReader | null> {
    return looksBack(view) || this.#past ? await this.history(view.scope) : null;
  }

  /** What the panel is to show now; while frozen, what it was to show when that began. */
  update(
    view: ViewRequest,
    { turn = null, earlier = null, history = null, comparison = null }: UpdateParts = {},
  ): AnalysisUpdate {
    const picture = this.#pictureFor(view);
    const { strip, isolates, coverage, hasCoverage, lines } = picture;
    const measures = comparison?.measures ?? this.#measures(picture.trees);
    const own = this.#weigh(picture, view, possibleMeasure(view.measure, measures), history);
    const weight = own && comparison ? this.#comparer.change(own, comparison, view.normalised) : own;
    const moment = momentOf(view);
    const tree = weight && filterTree(weight.tree, view.filter);
    const turned = tree && (view.shape === 'bottom-up' ? turn?.(tree, view.opened ?? levelsOpenAtFirst) : tree);
    const shown = turned && withoutWeightless(turned);
    return {
      look: this.look,
      wish: view.wish,
      strip: this.#isNews(picture) ? strip : null,
      figures: moment === null ? picture.figures : figuresAt(moment, picture, history, weight?.liveSamples),
      measures,
      peak: history?.peakIn() ?? null,
      shape: view.shape,
      weight: weight && (view.filter ? { ...weight.shown, standardError: null } : weight.shown),
      tree: shown && weight ? this.#onTheWay(shown, weight.frameTable) : null,
      functions: tree && weight && view.shape === 'functions' ? functionsOf(tree, weight.isIsolate) : null,
      lines: lines && view.shape === 'lines' ? linesOf(lines, view.filter) : null,
      deopts: own ? this.#deoptsOf(own, picture, comparison) : new Map(),
      isolates,
      hasCoverage,
      coverage: coverage && view.coverage && this.#coverage.update(coverage, view.coverage, earlier),
    };
  }

  /** What a view is of, as a flow graph; null when there is nothing, or not yet. */
  async flow(
    view: ViewRequest,
    request: FlowRequest,
    comparison: Comparison | null = null,
  ): Promise<FlowAnswer | null> {
    const picture = this.#pictureFor(view);
    const measure = possibleMeasure(view.measure, comparison?.measures ?? this.#measures(picture.trees));
    if (measure === null) return null;
    // Loaded for who looks at one: other views do without.
    const { flowOfCaptures, flowOfTimes, flowOfTree, momentsIn, momentsOf } = await import('./flow-source.ts');
    if (comparison) {
      const weight = this.#weigh(picture, view, measure, await this.pastOf(view));
      return weight && flowOfCaptures(comparison.base, weight, view, request);
    }
    const moments = momentsOf(request, measure);
    if (moments === 1) {
      const weight = this.#weigh(picture, view, measure, await this.pastOf(view));
      return weight && flowOfTree(weight.tree, view.filter, request);
    }
    const history = await this.history(view.scope);
    const times = momentsIn(periodOf({ ...view, measure: 'change' }, picture.strip.duration), moments);
    // Shares are a choice of who looks at a change.
    const wish = { filter: view.filter, normalised: view.normalised && measure === 'change' };
    return history && flowOfTimes(history, times, wish, request);
  }

  /** What this capture can be compared by. */
  get measures(): readonly Measure[] {
    return this.#measures(this.#pictureFor(defaultView).trees);
  }

  /** What all of this capture weighs, for another that is compared with it. @param label of one isolate; null for all of them. */
  async whole(measure: Measure, label: string | null): Promise<LabelledWeight | null> {
    const isolate = this.#model.isolates.find(other => other.label === label);
    if (label !== null && !isolate) return null;
    const view = { ...defaultView, measure, scope: isolate?.index ?? defaultView.scope };
    return this.#weigh(this.#pictureFor(view), view, measure, await this.pastOf(view));
  }

  /** What a view is held against when it is compared with another capture. */
  async comparedWith(base: BaseCapture, view: ViewRequest): Promise<Comparison> {
    const measures = comparableMeasures(this.#measures(this.#pictureFor(view).trees), base.measures);
    const measure = possibleMeasure(view.measure, measures);
    const label = view.scope === 'all' ? null : this.#labelOf(view.scope);
    return { captureId: base.captureId, measures, base: measure && (await base.whole(measure, label)) };
  }

  #deoptsOf(own: LabelledWeight, { deopts }: Picture, comparison: Comparison | null): ReadonlyMap<number, string> {
    if (own.shown.measure !== 'cpu' || deopts === null) return new Map();
    return comparison ? this.#comparer.reasonsIn(own, deopts) : deopts;
  }

  /** What a person knows the isolate by, or the first of all. */
  #labelOf(scope: IsolateScope): string {
    const { isolates } = this.#model;
    return (scope === 'all' ? isolates[0] : isolates.find(({ index }) => index === scope))?.label ?? '';
  }

  #pastIn(scope: IsolateScope): HistoryReader | null {
    return this.#past?.scope === scope ? this.#past.reader : null;
  }

  /** What was alive of functions or lines over the time of a view; null where nobody can know. */
  async plots(view: ViewRequest, targets: readonly PlotTarget[]): Promise<TimePlot | null> {
    const history = await this.history(view.scope);
    return history && plotsOf(history, targets, view.range);
  }

  /** The history of all isolates as heapprof's files; null where nobody can know. */
  async heapprof(): Promise<HeapprofFiles | null> {
    const history = await this.history('all');
    if (!history) return null;
    history.makeDigest();
    const { writeHeapprof } = await import('../../src/formats/heapprof.ts');
    return history.digest && writeHeapprof(history.history, history.digest, history.initialTime);
  }

  #measures(trees: Picture['trees']): Measure[] {
    const measures: Measure[] = [];
    if (trees.has('live')) measures.push('live');
    if (trees.has('live') && this.#history) measures.push('allocated', 'collected', 'kept', 'change');
    if (trees.has('cpu')) measures.push('cpu');
    return measures;
  }

  /** The tree that a view asks for; null when there is none, or not yet. */
  #weigh(
    picture: Picture,
    view: ViewRequest,
    measure: Measure | null,
    history: HistoryReader | null,
  ): LabelledWeight | null {
    const { scope, trees, strip } = picture;
    const period = periodOf({ ...view, measure: measure ?? view.measure }, strip.duration);
    const isNow = measure === 'live' && momentOf(view) === null;
    const shown = { period, isNow, base: null, normalised: view.normalised, standardError: null };
    const label = this.#labelOf(scope);
    const frameTable = `${this.look} ${scope === 'all' && this.#model.merged ? 'merged' : scope}`;
    const isIsolate = (unit: CallTree['unit']) => (frame: number) =>
      scope === 'all' && (this.#model.merged?.isIsolateFrame(unit, frame) ?? false);
    if (measure === 'cpu') {
      const tree = view.range ? this.#model.figures(scope).cpuTree(period) : trees.get('cpu');
      const shownCpu = { ...shown, measure };
      return tree
        ? { tree, label, shown: shownCpu, frameTable: `${frameTable} cpu`, isIsolate: isIsolate(tree.unit) }
        : null;
    }
    if (measure === 'live' && isNow) {
      const tree = trees.get('live');
      const shownNow = { ...shown, measure };
      return tree
        ? { tree, label, shown: shownNow, frameTable: `${frameTable} live`, isIsolate: isIsolate(tree.unit) }
        : null;
    }
    if (!history || measure === null) return null;
    const { tree, standardError, samples, isIsolate: isTop } = weighPast(history, measure, period, view.normalised);
    return {
      tree,
      label,
      shown: { ...shown, measure, standardError },
      frameTable: `${frameTable} past`,
      ...(measure === 'live' && { liveSamples: samples }),
      isIsolate: isTop,
    };
  }

  /** Whether the strip of a picture has not been sent yet. */
  #isNews({ rows, scope }: Picture): boolean {
    const isNews = this.#stripSent !== `${scope} ${rows}`;
    this.#stripSent = `${scope} ${rows}`;
    return isNews;
  }

  #pictureFor(view: ViewRequest): Picture {
    if (!view.frozen) this.#held = null;
    // Of another isolate there is no picture to hold yet.
    else if (this.#held?.scope !== view.scope || (view.coverage && !this.#held.coverage && this.#held.hasCoverage))
      this.#held = structuredClone(this.#picture(view));
    return this.#held ?? this.#picture(view);
  }

  /** Made anew only when there is more to show: a person who scrubs asks for sixty a second. */
  #picture(view: ViewRequest): Picture {
    const last = this.#last;
    if (last?.rows === this.#rows && last.scope === view.scope && !this.#lacks(last, view)) return last;
    this.#last = this.#newPicture(view);
    return this.#last;
  }

  /** Whether a picture was made for who looks at something else. */
  #lacks({ coverage, lines, deopts, trees }: Picture, view: ViewRequest): boolean {
    return (
      (coverage === null && view.coverage !== null) ||
      (lines === null && this.#wantsLines(view)) ||
      (deopts === null && this.#wantsDeopts(view, trees))
    );
  }

  /** A picture that is held serves every view. */
  #wantsLines({ shape, frozen }: ViewRequest): boolean {
    return shape === 'lines' || frozen;
  }

  /** What another capture has in common may be CPU time alone. */
  #wantsDeopts({ measure, comparedWith, frozen }: ViewRequest, trees: Picture['trees']): boolean {
    return possibleMeasure(measure, this.#measures(trees)) === 'cpu' || comparedWith !== null || frozen;
  }

  #newPicture(view: ViewRequest): Picture {
    const { scope } = view;
    const figures = this.#model.figures(scope);
    const trees = new Map<'live' | 'cpu', CallTree>();
    const [memory, cpu] = [figures.samplingTree(), figures.cpuTree()];
    if (memory) trees.set('live', memory);
    if (cpu) trees.set('cpu', cpu);
    return {
      rows: this.#rows,
      scope,
      strip: stripOf(this.#model, scope, this.#pastIn(scope)?.history ?? null),
      usage: figures.usage,
      figures: figuresOf(figures, this.#missingBytes),
      trees,
      lines: this.#wantsLines(view) ? figures.cpuLines() : null,
      deopts: this.#wantsDeopts(view, trees) ? figures.deoptReasons() : null,
      isolates: isolatesOf(this.#model),
      // Adding up the counts of a whole page takes a while: only for who looks.
      coverage: view.coverage ? this.covered(scope) : null,
      hasCoverage: this.#stored !== null || this.#model.isolates.some(({ coverage }) => coverage.scriptCount > 0),
    };
  }

  /** The frames of a table only grow, and every shape of a tree shares one. */
  #onTheWay(tree: CallTree, frameTable: string): TreeUpdate {
    const { frames, ...arrays } = tree;
    const framesFrom = this.#framesSent.get(frameTable) ?? 0;
    this.#framesSent = new Map([[frameTable, frames.length]]);
    return { ...arrays, frameTable, framesFrom, newFrames: frames.slice(framesFrom) };
  }
}
