import type { CallTree } from '../../src/calltree/call-tree.ts';
import { filterTree } from '../../src/calltree/filter.ts';
import { type FunctionTable, functionsOf } from '../../src/calltree/functions.ts';
import { invert } from '../../src/calltree/invert.ts';
import { linesOf } from '../../src/calltree/lines.ts';
import { withoutWeightless } from '../../src/calltree/subset.ts';
import type { IsolateScriptSource } from '../../src/captures/script-sources-file.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { CpuLines } from '../../src/recording/isolate-figures.ts';
import { type IsolateScope, RecordingModel } from '../../src/recording/recording-model.ts';
import type { Row } from '../../src/recording/rows.ts';
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
import { figuresOf } from './figures.ts';
import type { HistorySource } from './history-source.ts';
import { isolatesOf } from './isolates.ts';
import { possibleMeasure } from './measure.ts';
import { stripOf } from './strip.ts';

/** Everything the views are made of, at one moment. */
interface Picture {
  readonly scope: IsolateScope;
  readonly strip: StripUpdate;
  readonly figures: RecordingFigures;
  readonly trees: ReadonlyMap<Measure, CallTree>;
  readonly lines: readonly CpuLines[];
  readonly deopts: ReadonlyMap<number, string>;
  readonly isolates: readonly IsolateInfo[];
  /** Null when none was recorded, or it is not looked at. */
  readonly coverage: readonly CoveredIsolate[] | null;
  readonly hasCoverage: boolean;
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
  readonly #stored: readonly CoveredIsolate[] | null;
  readonly #history: HistorySource | null;
  #sources: readonly IsolateScriptSource[];
  #missingBytes = 0;
  #held: Picture | null = null;
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
  }

  apply(rows: readonly Row[]): void {
    for (const row of rows) this.#model.apply(row);
  }

  /** Rows of a running recording, and the number of the first of them in its log. */
  follow(first: number, rows: readonly Row[]): void {
    this.apply(rows);
    this.#history?.published(first, rows);
  }

  /** What was allocated and collected when, of the rows so far; null where no sampling was recorded. */
  async history(scope: IsolateScope): Promise<HistoryReader | null> {
    if (!this.#history || !this.#model.figures(scope).hasSampling) return null;
    return await this.#history.reader(scope);
  }

  /** Texts that have become known since. */
  learn(sources: readonly IsolateScriptSource[]): void {
    this.#sources = sources;
  }

  /** All that was counted, as it is now; null when nothing was. */
  covered(scope: IsolateScope): readonly CoveredIsolate[] | null {
    return this.#stored ?? coveredIsolates(this.#model, scope, this.#sources);
  }

  /**
   * What the panel is to show now; while frozen, what it was to show when that began.
   * @param earlier the coverage to compare with; null for none.
   */
  update(view: ViewRequest, earlier: readonly CoveredIsolate[] | null = null): AnalysisUpdate {
    const { scope, strip, figures, trees, lines, deopts, isolates, coverage, hasCoverage } = this.#pictureFor(view);
    const measures = [...trees.keys()];
    const measure = possibleMeasure(view.measure, measures);
    const whole = measure && trees.get(measure);
    const tree = whole && filterTree(withoutWeightless(whole), view.filter);
    const shown = tree && view.shape === 'bottom-up' ? invert(tree) : tree;
    return {
      look: this.look,
      strip,
      figures,
      measures,
      shape: view.shape,
      tree: shown && measure ? this.#onTheWay(shown, measure, scope) : null,
      functions: tree && view.shape === 'functions' ? this.#functionsOf(tree) : null,
      lines: view.shape === 'lines' ? linesOf(lines, view.filter) : null,
      deopts: measure === 'cpu' ? deopts : new Map(),
      isolates,
      hasCoverage,
      coverage: coverage && view.coverage && this.#coverage.update(coverage, view.coverage, earlier),
    };
  }

  #pictureFor(view: ViewRequest): Picture {
    if (!view.frozen) this.#held = null;
    // Of another isolate there is no picture to hold yet.
    else if (this.#held?.scope !== view.scope || (view.coverage && !this.#held.coverage && this.#held.hasCoverage))
      this.#held = structuredClone(this.#picture(view));
    return this.#held ?? this.#picture(view);
  }

  #picture({ scope, coverage: wantsCoverage }: ViewRequest): Picture {
    const figures = this.#model.figures(scope);
    const trees = new Map<Measure, CallTree>();
    const [memory, cpu] = [figures.samplingTree(), figures.cpuTree()];
    if (memory) trees.set('memory', memory);
    if (cpu) trees.set('cpu', cpu);
    return {
      scope,
      strip: stripOf(this.#model, scope),
      figures: figuresOf(figures, this.#missingBytes),
      trees,
      lines: figures.cpuLines(),
      deopts: figures.deoptReasons(),
      isolates: isolatesOf(this.#model),
      // Adding up the counts of a whole page takes a while: only for who looks.
      coverage: wantsCoverage ? this.covered(scope) : null,
      hasCoverage: this.#stored !== null || this.#model.isolates.some(({ coverage }) => coverage.scriptCount > 0),
    };
  }

  /** An isolate is no function. */
  #functionsOf(tree: CallTree): FunctionTable {
    const { merged } = this.#model;
    return functionsOf(tree, frame => merged?.isIsolateFrame(tree.unit, frame) ?? false);
  }

  /** The frame tables of a model only grow, and every shape of a measure of one scope shares one. */
  #onTheWay(tree: CallTree, measure: Measure, scope: IsolateScope): TreeUpdate {
    const { frames, ...arrays } = tree;
    // With the second isolate, "all" turns from the page's own table to a merged one.
    const frameTable = `${this.look} ${measure} ${scope === 'all' && this.#model.merged ? 'merged' : scope}`;
    const framesFrom = this.#framesSent.get(frameTable) ?? 0;
    this.#framesSent = new Map([[frameTable, frames.length]]);
    return { ...arrays, frameTable, framesFrom, newFrames: frames.slice(framesFrom) };
  }
}
