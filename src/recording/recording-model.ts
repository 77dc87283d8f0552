import { type IsolateIndex, isolateIndex, type Milliseconds, milliseconds } from '../units.ts';
import type { IsolateFigures } from './isolate-figures.ts';
import { isolateLabel, uniqueLabel } from './isolate-label.ts';
import { IsolateModel } from './isolate-model.ts';
import { MergedIsolates } from './merged-isolates.ts';
import type { IsolateRow, MarkRow, Row } from './rows.ts';

/** Which isolates a view is of. */
export type IsolateScope = IsolateIndex | 'all';

/** A recording as its rows tell it, live or from a log. Applying a row costs as much as the row is long. */
export class RecordingModel {
  /** In the order in which they joined. */
  readonly #isolates: IsolateModel[] = [];
  readonly #byIndex = new Map<IsolateIndex, IsolateModel>();
  readonly #labels = new Set<string>();
  readonly #merged = new MergedIsolates(this.#isolates);
  readonly #nothing = new IsolateModel(isolateIndex(0), 'main page');
  readonly #marks: MarkRow[] = [];
  #duration = milliseconds(0);

  /** @throws RangeError when the row speaks of nodes or frames that no row has brought. */
  apply(row: Row): void {
    this.#duration = milliseconds(Math.max(this.#duration, row.time));
    if (row.kind === 'mark') {
      this.#marks.push(row);
      return;
    }
    const isolate = this.#isolate(row.isolate, row.kind === 'isolate' ? row : null);
    const isNew = isolate.name === null;
    isolate.apply(row);
    if (row.kind !== 'isolate' || row.isolate === 0) return;
    if (row.change === 'joined' && !isNew) this.#rename(isolate, row);
    else this.#marks.push(markOf(row, isolate.label));
  }

  /** Rows that bring an empty model to the state of this one: few, but for one per usage reading and mark. */
  catchUp(): Row[] {
    const marks = this.#marks.filter(({ mark }) => mark !== 'isolate');
    return [...this.#isolates.flatMap(isolate => isolate.catchUp()), ...marks];
  }

  /** Time of the latest row. */
  get duration(): Milliseconds {
    return this.#duration;
  }

  /** In the order in which they joined; the page is the first. */
  get isolates(): readonly IsolateModel[] {
    return this.#isolates;
  }

  /** What views show of `scope`; a recording of one isolate is that isolate. An isolate that is not in it has nothing. */
  figures(scope: IsolateScope): IsolateFigures {
    if (scope !== 'all') return this.#byIndex.get(scope) ?? this.#nothing;
    return this.#isolates.length > 1 ? this.#merged : (this.#isolates[0] ?? this.#nothing);
  }

  /** The merged isolates, where the figures of 'all' are those of several. */
  get merged(): MergedIsolates | null {
    return this.#isolates.length > 1 ? this.#merged : null;
  }

  get marks(): readonly MarkRow[] {
    return this.#marks;
  }

  #rename(isolate: IsolateModel, { name }: IsolateRow): void {
    this.#labels.delete(isolate.label);
    isolate.label = uniqueLabel(isolateLabel(name), this.#labels);
    this.#labels.add(isolate.label);
  }

  #isolate(index: IsolateIndex, joins: IsolateRow | null): IsolateModel {
    const known = this.#byIndex.get(index);
    if (known) return known;
    const label = uniqueLabel(joins ? isolateLabel(joins.name) : index === 0 ? 'main page' : 'isolate', this.#labels);
    const isolate = new IsolateModel(index, label);
    this.#labels.add(label);
    this.#byIndex.set(index, isolate);
    this.#isolates.push(isolate);
    return isolate;
  }
}

function markOf({ time, change }: IsolateRow, label: string): MarkRow {
  return { kind: 'mark', time, mark: 'isolate', text: `${label} ${change === 'joined' ? 'started' : 'ended'}` };
}
