import type { CallTree } from '../../src/calltree/call-tree.ts';
import { filterTree } from '../../src/calltree/filter.ts';
import { functionsOf } from '../../src/calltree/functions.ts';
import { invert } from '../../src/calltree/invert.ts';
import { RecordingModel } from '../../src/recording/recording-model.ts';
import type { Row } from '../../src/recording/rows.ts';
import type { AnalysisUpdate, Measure, TreeUpdate, ViewRequest } from './contract.ts';
import { figuresOf } from './figures.ts';
import { stripOf } from './strip.ts';

/** One subject under analysis: rows in, updates for the view out. Knows how many frames the panel has already. */
export class AnalysisSession {
  readonly #model = new RecordingModel();
  #framesSent = new Map<string, number>();

  constructor(
    private readonly look: number,
    private readonly missingBytes: number,
  ) {}

  apply(rows: readonly Row[]): void {
    for (const row of rows) this.#model.apply(row);
  }

  /** What the panel is to show now. */
  update(view: ViewRequest): AnalysisUpdate {
    const measures = this.#measures();
    const measure = measures.includes(view.measure) ? view.measure : measures[0];
    const whole = measure === 'cpu' ? this.#model.cpuTree() : this.#model.samplingTree();
    const tree = whole && filterTree(whole, view.filter);
    return {
      look: this.look,
      strip: stripOf(this.#model),
      figures: figuresOf(this.#model, this.missingBytes),
      measures,
      tree: tree && measure ? this.#onTheWay(view.shape === 'bottom-up' ? invert(tree) : tree, measure) : null,
      functions: tree && view.shape === 'functions' ? functionsOf(tree) : null,
    };
  }

  #measures(): Measure[] {
    const measures: Measure[] = [];
    if (this.#model.hasSampling) measures.push('memory');
    if (this.#model.hasCpu) measures.push('cpu');
    return measures;
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
