import type { Frame } from '../../calltree/frame.ts';
import type { IsolateIndex } from '../../units.ts';
import { isolateLabel, uniqueLabel } from '../isolate-label.ts';
import type { IsolateScope } from '../recording-model.ts';
import type { IsolateName, Row, SamplingRow } from '../rows.ts';
import { EventLog } from './event-log.ts';
import { IsolateHistory } from './isolate-history.ts';
import { StackTable } from './stack-table.ts';

/** Stacks, and what they allocated and lost over time. */
export interface History {
  readonly stacks: StackTable;
  readonly events: EventLog;
}

/** The history of one isolate or of all, from the rows of a recording as they come. A row costs as much as it is long. */
export class RecordedHistory implements History {
  readonly stacks = new StackTable();
  readonly events = new EventLog();
  readonly #isolates = new Map<IsolateIndex, IsolateHistory>();
  readonly #names = new Map<IsolateIndex, IsolateName>();
  readonly #labels = new Set<string>();

  constructor(private readonly scope: IsolateScope) {}

  /** @throws RangeError when the row speaks of nodes or frames that no row has brought. */
  apply(row: Row): void {
    if (row.kind === 'isolate' && row.change === 'joined') this.#names.set(row.isolate, row.name);
    if (row.kind !== 'allocation-sampling') return;
    if (this.scope === 'all' || this.scope === row.isolate) this.#applySampling(row);
  }

  #applySampling(row: SamplingRow): void {
    const isolate = this.#isolates.get(row.isolate) ?? this.#join(row.isolate);
    this.events.beginPoll(row.time);
    isolate.apply(row);
  }

  #join(index: IsolateIndex): IsolateHistory {
    const isolate = new IsolateHistory(this.stacks, this.events, this.#topFrame(index));
    this.#isolates.set(index, isolate);
    return isolate;
  }

  #topFrame(index: IsolateIndex): Frame {
    const name = this.#names.get(index);
    const label = uniqueLabel(name ? isolateLabel(name) : index === 0 ? 'main page' : 'isolate', this.#labels);
    this.#labels.add(label);
    return { functionName: label, url: name?.url ?? '', line: 0, column: 0 };
  }
}

/** A history of all rows at once. */
export function historyOf(rows: Iterable<Row>, scope: IsolateScope): RecordedHistory {
  const history = new RecordedHistory(scope);
  for (const row of rows) history.apply(row);
  return history;
}
