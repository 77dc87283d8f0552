import type { CallTree } from '../../src/calltree/call-tree.ts';
import { filterTree } from '../../src/calltree/filter.ts';
import { functionsOf } from '../../src/calltree/functions.ts';
import { invert } from '../../src/calltree/invert.ts';
import { withoutWeightless } from '../../src/calltree/subset.ts';
import { RecordingModel } from '../../src/recording/recording-model.ts';
import type { Row } from '../../src/recording/rows.ts';
import type { AnalysisUpdate, Measure, RecordingFigures, StripUpdate, TreeUpdate, ViewRequest } from './contract.ts';
import { figuresOf } from './figures.ts';
import { possibleMeasure } from './measure.ts';
import { stripOf } from './strip.ts';

/** Everything the views are made of, at one moment. */
interface Picture {
  readonly strip: StripUpdate;
  readonly figures: RecordingFigures;
  readonly trees: ReadonlyMap<Measure, CallTree>;
}

/** One subject under analysis: rows in, updates for the view out. Knows how many frames the panel has already. */
export class AnalysisSession {
  readonly #model = new RecordingModel();
  #held: Picture | null = null;
  #framesSent = new Map<string, number>();

  constructor(
    private readonly look: number,
    private readonly missingBytes: number,
  ) {}

  apply(rows: readonly Row[]): void {
    for (const row of rows) this.#model.apply(row);
  }

  /** What the panel is to show now; while frozen, what it was to show when that began. */
  update(view: ViewRequest): AnalysisUpdate {
    if (!view.frozen) this.#held = null;
    else this.#held ??= structuredClone(this.#picture());
    const { strip, figures, trees } = this.#held ?? this.#picture();
    const measures = [...trees.keys()];
    const measure = possibleMeasure(view.measure, measures);
    const whole = measure && trees.get(measure);
    const tree = whole && filterTree(withoutWeightless(whole), view.filter);
    return {
      look: this.look,
      strip,
      figures,
      measures,
      shape: view.shape,
      tree: tree && measure ? this.#onTheWay(view.shape === 'bottom-up' ? invert(tree) : tree, measure) : null,
      functions: tree && view.shape === 'functions' ? functionsOf(tree) : null,
    };
  }

  #picture(): Picture {
    const trees = new Map<Measure, CallTree>();
    const [memory, cpu] = [this.#model.samplingTree(), this.#model.cpuTree()];
    if (memory) trees.set('memory', memory);
    if (cpu) trees.set('cpu', cpu);
    return { strip: stripOf(this.#model), figures: figuresOf(this.#model, this.missingBytes), trees };
  }

  /** The frame tables of a model only grow, and every shape of a measure shares one. */
  #onTheWay(tree: CallTree, measure: Measure): TreeUpdate {
    const { frames, ...arrays } = tree;
    const frameTable = `${this.look} ${measure}`;
    const framesFrom = this.#framesSent.get(frameTable) ?? 0;
    this.#framesSent = new Map([[frameTable, frames.length]]);
    return { ...arrays, frameTable, framesFrom, newFrames: frames.slice(framesFrom) };
  }
}
