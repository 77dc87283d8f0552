import { Column } from '../calltree/column.ts';
import { bytes, milliseconds } from '../units.ts';
import type { OfOneIsolate, UsageRow } from './rows.ts';

type Figure = Exclude<keyof UsageRow, 'kind' | 'isolate'>;

/** Heap usage over time as columns: for each reading, its time in milliseconds, bytes, and numbers of DOM things. */
export type UsageColumns = Readonly<Record<Figure, Float64Array>>;

const everyFigure = <Value>(value: (figure: Figure) => Value): Record<Figure, Value> => ({
  time: value('time'),
  used: value('used'),
  total: value('total'),
  embedder: value('embedder'),
  backingStorage: value('backingStorage'),
  documents: value('documents'),
  domNodes: value('domNodes'),
  listeners: value('listeners'),
});

/** The readings of heap usage so far. */
export class UsageModel {
  readonly #columns = everyFigure(() => new Column(Float64Array));
  #last: OfOneIsolate<UsageRow> | null = null;

  get last(): OfOneIsolate<UsageRow> | null {
    return this.#last;
  }

  apply(row: OfOneIsolate<UsageRow>): void {
    everyFigure(figure => this.#columns[figure].push(row[figure]));
    this.#last = row;
  }

  /** Valid until the next row. */
  columns(): UsageColumns {
    return everyFigure(figure => this.#columns[figure].view());
  }

  /** One row for each reading. */
  catchUp(): OfOneIsolate<UsageRow>[] {
    return Array.from(this.#columns.time.view(), (time, i) => ({
      kind: 'heap-usage',
      time: milliseconds(time),
      used: bytes(this.#columns.used.get(i)),
      total: bytes(this.#columns.total.get(i)),
      embedder: bytes(this.#columns.embedder.get(i)),
      backingStorage: bytes(this.#columns.backingStorage.get(i)),
      documents: this.#columns.documents.get(i),
      domNodes: this.#columns.domNodes.get(i),
      listeners: this.#columns.listeners.get(i),
    }));
  }
}
