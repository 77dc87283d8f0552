import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Figures, ListOrder, ListRow, ListSpec } from '../snapshot-worker/contract.ts';
import { PagedTree, type RowList } from './snapshot-tree.ts';

/** Opens a list in the worker. */
export type OpenList = (spec: ListSpec, order: ListOrder) => Promise<SnapshotList>;

export interface SnapshotList extends RowList<ListRow> {
  /** Sums over all its rows; see `ListHandle`. */
  readonly totals: Figures;
}

export interface TableHost {
  readonly openList: OpenList;
  failed(error: unknown): void;
}

/** Retainers open by themselves this deep at most. */
const followedLevels = 20;

/** A table of rows out of a snapshot: what it lists, how it is sorted, what is open and selected. It outlives the view that shows it. */
export class SnapshotTable {
  readonly order: Signal<ListOrder>;
  readonly selectedKey = signal<number | null>(null);
  readonly #tree = signal<PagedTree<ListRow> | null>(null);
  readonly #totals = signal<Figures>({});
  #spec: ListSpec | null = null;
  #shown: Promise<void> = Promise.resolve();
  /** Settles when the list that is being opened is there. */
  #opening: Promise<unknown> = Promise.resolve();

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

  /** Sums over the rows at the top. */
  get totals(): ReadonlySignal<Figures> {
    return this.#totals;
  }

  /** Lists something; what is listed already stays as it is. Settles when the list is there. */
  show(spec: ListSpec | null): Promise<void> {
    if (JSON.stringify(spec) !== JSON.stringify(this.#spec)) {
      this.#spec = spec;
      this.selectedKey.value = null;
      this.#shown = this.#guarded(() => this.#replace());
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
    const tree = this.#tree.value;
    const open = tree?.openPaths() ?? [];
    const selected = this.selectedKey.value === null ? [] : (tree?.pathOf(this.selectedKey.value) ?? []);
    await this.#guarded(async () => {
      const next = await this.#replace();
      for (const path of open) await next?.reveal(path, true);
      this.selectedKey.value = selected.length > 0 ? ((await next?.reveal(selected)) ?? null) : null;
    });
  }

  /** Opens the way to a row and selects it; false when it is not in this table. */
  async reveal(path: readonly number[]): Promise<boolean> {
    const key = (await this.#tree.value?.reveal(path)) ?? null;
    if (key === null) return false;
    this.selectedKey.value = key;
    return true;
  }

  /** Opens the first row of each level, down to a root. */
  async follow(): Promise<void> {
    await this.#guarded(async () => this.#tree.value?.openFirst(isOnTheWay, followedLevels));
  }

  async #replace(): Promise<PagedTree<ListRow> | null> {
    const spec = this.#spec;
    const order = this.order.value;
    const isOutdated = () => this.#spec !== spec || this.order.value !== order;
    // Of what is asked for while a list is being opened, as while somebody types, only the last is opened.
    await this.#opening;
    if (isOutdated()) return null;
    const { openList, failed } = this.host;
    let totals: Figures = {};
    const next =
      spec &&
      new PagedTree<ListRow>({
        open: async () => {
          const list = await openList(spec, order);
          totals = list.totals;
          return list;
        },
        openBelow: row => (row.below ? openList(row.below, order) : Promise.reject(new Error('a leaf has no list'))),
        failed,
      });
    const started = next?.start() ?? Promise.resolve();
    this.#opening = started.catch(() => {});
    await started;
    if (isOutdated()) {
      next?.dispose();
      return null;
    }
    const before = this.#tree.value;
    this.#tree.value = next;
    this.#totals.value = totals;
    before?.dispose();
    return next;
  }

  async #guarded(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.host.failed(error);
    }
  }
}

/** A row whose object a root does not hold itself. */
const isOnTheWay = ({ figures }: ListRow): boolean => (figures['distance'] ?? 0) > 1;
