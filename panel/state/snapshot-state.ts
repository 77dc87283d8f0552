import { type ReadonlySignal, signal } from '@preact/signals';
import type { Remote } from 'comlink';
import type { Frame } from '../../src/calltree/frame.ts';
import type { Notice } from '../../src/messages/contract.ts';
import type {
  ListOrder,
  ListRow,
  ListSpec,
  ObjectRef,
  SnapshotApi,
  SnapshotInfo,
} from '../snapshot-worker/contract.ts';
import { errorNotice } from './panel-state.ts';
import { SnapshotTable } from './snapshot-table.ts';
import type { RowList } from './snapshot-tree.ts';

export type SnapshotTab = 'summary' | 'containment' | 'dominators' | 'statistics';

const largestFirst: ListOrder = { column: 'retainedSize', descending: true };
const nearestFirst: ListOrder = { column: 'distance', descending: false };

/** What a person sees of an open snapshot. It is kept while the snapshot is, whatever else is shown in between. */
export class SnapshotState {
  readonly #tab = signal<SnapshotTab>('summary');
  readonly #classFilter = signal('');
  readonly #selected = signal<ObjectRef | null>(null);
  /** What went wrong last. */
  readonly notice = signal<Notice | null>(null);
  readonly classes: SnapshotTable;
  readonly containment: SnapshotTable;
  readonly dominators: SnapshotTable;
  readonly retainers: SnapshotTable;

  constructor(
    private readonly api: Remote<SnapshotApi>,
    readonly info: SnapshotInfo,
  ) {
    const host = {
      openList: (spec: ListSpec, order: ListOrder) => this.#openList(spec, order),
      failed: (error: unknown) => {
        this.notice.value = errorNotice(error);
      },
    };
    this.classes = new SnapshotTable(host, largestFirst);
    this.containment = new SnapshotTable(host, largestFirst);
    this.dominators = new SnapshotTable(host, largestFirst);
    this.retainers = new SnapshotTable(host, nearestFirst);
    this.turnTo('summary');
  }

  get tab(): ReadonlySignal<SnapshotTab> {
    return this.#tab;
  }

  /** Text or `/regular expression/`; empty for all classes. */
  get classFilter(): ReadonlySignal<string> {
    return this.#classFilter;
  }

  /** The object whose retainers are shown. */
  get selected(): ReadonlySignal<ObjectRef | null> {
    return this.#selected;
  }

  turnTo(tab: SnapshotTab): void {
    this.#tab.value = tab;
    const { root } = this.info;
    switch (tab) {
      case 'summary':
        return void this.classes.show({ kind: 'classes', filter: this.#classFilter.value });
      case 'containment':
        return void this.containment.show({ kind: 'contents', side: 'shown', node: root });
      case 'dominators':
        return void this.dominators.show({ kind: 'dominated', node: root });
      case 'statistics':
        return;
    }
  }

  filterClasses(text: string): void {
    this.#classFilter.value = text;
    this.turnTo('summary');
  }

  /** Shows what holds an object. */
  async select(object: ObjectRef | null): Promise<void> {
    this.#selected.value = object;
    await this.retainers.show(object && { kind: 'retainers', side: object.side, node: object.node });
    await this.retainers.follow();
  }

  placeInSource(object: ObjectRef): Promise<Frame | null> {
    return this.api.placeInSource(object);
  }

  async #openList(spec: ListSpec, order: ListOrder): Promise<RowList<ListRow>> {
    const { list, count } = await this.api.list(spec, order);
    return {
      count,
      rows: (from, most) => this.api.rows(list, from, most),
      placeOf: id => this.api.placeOf(list, id),
      close: () => void this.api.close(list),
    };
  }
}
