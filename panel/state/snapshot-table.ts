import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Figures, ListOrder, ListRow, ListSpec } from '../snapshot-worker/contract.ts';
import { PagedTree, type PagedTreeOptions, type RowList } from './snapshot-tree.ts';

/** Opens a list in the worker. */
export type OpenList = (spec: ListSpec, order: ListOrder) => Promise<SnapshotList>;

export interface SnapshotList extends RowList<ListRow> {
  /** Sums over all its rows; see `ListHandle`. */
  readonly totals: Figures;
}

export interface TableHost extends Pick<PagedTreeOptions<ListRow>, 'failed' | 'beforeNextPicture'> {
  readonly openList: OpenList;
}

/** Whether the rows of what was asked for last are there. */
export type TablePhase = 'opening' | 'listed' | 'failed';

/** For each open row, and for the selected one, the ids that lead to it. */
interface KeptRows {
  readonly open: readonly (readonly number[])[];
  readonly selected: readonly number[];
}

/** Retainers open by themselves this deep at most. */
const followedLevels = 20;

/** A table of rows out of a snapshot: what it lists, how it is sorted, what is open and selected. It outlives the view that shows it. */
export class SnapshotTable {
  readonly order: Signal<ListOrder>;
  readonly selectedKey = signal<number | null>(null);
  readonly #tree = signal<PagedTree<ListRow> | null>(null);
  readonly #phase = signal<TablePhase>('listed');
  readonly #totals = signal<Figures>({});
  #spec: ListSpec | null = null;
  #shown: Promise<void> = Promise.resolve();
  /** Settles when the list that is being opened is there. */
  #opening: Promise<unknown> = Promise.resolve();
  /** Counts the lists that were asked for: what an earlier one brings is of no use. */
  #turn = 0;
  /** What is to be open and selected again when the list has come. */
  #kept: KeptRows | null = null;

  constructor(
    private readonly host: TableHost,
    order: ListOrder,
  ) {
    this.order = signal(order);
  }

  /** Null while there is nothing to list. */
  get tree(): ReadonlySignal<PagedTree<ListRow> | null> {
    return this.#tree;
  }

  get phase(): ReadonlySignal<TablePhase> {
    return this.#phase;
  }

  /** Sums over the rows at the top. */
  get totals(): ReadonlySignal<Figures> {
    return this.#totals;
  }

  /** Lists something; what is listed already stays as it is. Settles when the list is there. */
  show(spec: ListSpec | null): Promise<void> {
    if (JSON.stringify(spec) !== JSON.stringify(this.#spec)) {
      this.#spec = spec;
      this.#kept = null;
      this.selectedKey.value = null;
      this.#shown = this.#replace().then(() => {});
    }
    return this.#shown;
  }

  /** Sorts by a column, by the same one the other way round. What was open or selected is so again. */
  async sort(column: string): Promise<void> {
    const { column: before, descending } = this.order.value;
    this.order.value = { column, descending: column === before ? !descending : column !== 'name' };
    await this.again();
  }

  /** Lists the same anew, for rows that have changed. */
  async again(): Promise<void> {
    this.#kept ??= { open: this.#tree.value?.openPaths() ?? [], selected: [] };
    const next = await this.#replace();
    if (!next || !this.#kept) return;
    const { open, selected } = this.#kept;
    const turn = this.#turn;
    await this.#with(next, async () => {
      for (const path of open) await next.reveal(path, true);
      const found = selected.length > 0 ? await next.reveal(selected) : null;
      if (this.#tree.value !== next) return;
      this.selectedKey.value ??= found;
      // Where they have been asked for once more, it is for the next list.
      if (turn === this.#turn) this.#kept = null;
    });
  }

  /** Opens the way to a row and selects it; false when it is not in this table. */
  async reveal(path: readonly number[]): Promise<boolean> {
    const tree = this.#tree.value;
    let key: number | null = null;
    if (tree) {
      await this.#with(tree, async () => {
        key = await tree.reveal(path);
      });
    }
    if (key === null || this.#tree.value !== tree) return false;
    this.selectedKey.value = key;
    return true;
  }

  /** Opens the first row of each level, down to a root. */
  async follow(): Promise<void> {
    const tree = this.#tree.value;
    if (tree) await this.#with(tree, () => tree.openFirst(isOnTheWay, followedLevels));
  }

  /** Null when another was wanted meanwhile, when there is nothing to list, or when it went wrong. */
  async #replace(): Promise<PagedTree<ListRow> | null> {
    const turn = ++this.#turn;
    const spec = this.#spec;
    const order = this.order.value;
    if (!spec) return this.#put(null, {}, 'listed');
    this.#phase.value = 'opening';
    // Of what is asked for while a list is being opened, as while somebody types, only the last is opened.
    await this.#opening;
    if (turn !== this.#turn) return null;
    const { openList, failed, beforeNextPicture } = this.host;
    let totals: Figures = {};
    const next = new PagedTree<ListRow>({
      open: async () => {
        const list = await openList(spec, order);
        totals = list.totals;
        return list;
      },
      openBelow: row => (row.below ? openList(row.below, order) : Promise.reject(new Error('a leaf has no list'))),
      failed,
      beforeNextPicture,
    });
    const started = next.start();
    this.#opening = started.catch(() => {});
    try {
      await started;
      if (turn === this.#turn) return this.#put(next, totals, 'listed');
      next.dispose();
    } catch (error) {
      if (turn !== this.#turn) return null;
      // Asked for once more, it is tried once more.
      this.#spec = null;
      this.#put(null, {}, 'failed');
      failed(error);
    }
    return null;
  }

  #put(next: PagedTree<ListRow> | null, totals: Figures, phase: TablePhase): PagedTree<ListRow> | null {
    const before = this.#tree.value;
    // Only now, as a row may have been pressed while this list was on its way.
    const key = this.selectedKey.value;
    const selected = key === null ? [] : (before?.pathOf(key) ?? []);
    if (this.#kept && selected.length > 0) this.#kept = { ...this.#kept, selected };
    this.selectedKey.value = null;
    this.#tree.value = next;
    this.#totals.value = totals;
    this.#phase.value = phase;
    before?.dispose();
    return next;
  }

  /** Does something with a tree; what goes wrong because the tree has gone meanwhile is nobody's concern. */
  async #with(tree: PagedTree<ListRow>, task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (this.#tree.value === tree) this.host.failed(error);
    }
  }
}

/** A row whose object a root does not hold itself. */
const isOnTheWay = ({ figures }: ListRow): boolean => (figures['distance'] ?? 0) > 1;
