import { type ReadonlySignal, signal } from '@preact/signals';
import type * as Comlink from 'comlink';
import type { Frame } from '../../src/calltree/frame.ts';
import type { Notice } from '../../src/messages/contract.ts';
import { allObjects, type NodeFilter } from '../../src/snapshot/queries/filters.ts';
import type { SizeClasses } from '../../src/snapshot/queries/size-classes.ts';
import type { WantedObjects } from '../../src/snapshot/queries/wanted-objects.ts';
import { type Bytes, bytes } from '../../src/units.ts';
import type {
  ListOrder,
  ListRow,
  ListSpec,
  ObjectRef,
  ObjectTable,
  RealmInfo,
  SnapshotApi,
  SnapshotFile,
  SnapshotInfo,
} from '../snapshot-worker/contract.ts';
import { LeakSearch } from './leak-search.ts';
import { errorNotice } from './panel-state.ts';
import { type BesideHost, ReadingBeside } from './reading-beside.ts';
import { type SnapshotList, SnapshotTable } from './snapshot-table.ts';

export type SnapshotTab =
  | 'summary'
  | 'comparison'
  | 'leaks'
  | 'objects'
  | 'containment'
  | 'dominators'
  | 'statistics'
  | 'strings'
  | 'detached'
  | 'closures'
  | 'allocation'
  | 'sizes';

/** What the shown snapshot is compared with. */
export type Compared =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'base'; readonly file: SnapshotFile }
  /** Several snapshots of the page, oldest first; the shown one is among them. */
  | { readonly kind: 'trend'; readonly files: readonly SnapshotFile[]; readonly shown: number };

const nothing = { kind: 'nothing' } as const;

/** In which table objects are looked up while a tab is shown; the others list no single objects. */
const tableOf: Readonly<Partial<Record<SnapshotTab, ObjectTable>>> = {
  summary: 'classes',
  comparison: 'changes',
  objects: 'objects',
  containment: 'containment',
  dominators: 'dominators',
  strings: 'strings',
  detached: 'detached trees',
};

/** So many functions are offered where one is to be chosen. */
const mostFunctions = 100;

const most = (column: string): ListOrder => ({ column, descending: true });

/** What a person sees of an open snapshot. It is kept while the snapshot is, whatever else is shown in between. */
export class SnapshotState {
  readonly #tab = signal<SnapshotTab>('summary');
  readonly #filters = signal<Readonly<Partial<Record<SnapshotTab, string>>>>({});
  readonly #scope = signal<NodeFilter>(allObjects);
  readonly #selected = signal<ObjectRef | null>(null);
  readonly #stack = signal<readonly Frame[]>([]);
  readonly #ignored = signal<readonly ObjectRef[]>([]);
  readonly #compared = signal<Compared>(nothing);
  readonly #realms = signal<readonly RealmInfo[] | null>(null);
  readonly #wanted = signal<Omit<WantedObjects, 'className'>>({ property: '', type: '', leastRetainedSize: 0 });
  readonly #sizes = signal<SizeClasses | null>(null);
  #heldByBase = bytes(0);
  /** What went wrong last, or is worth a sentence. */
  readonly notice = signal<Notice | null>(null);
  readonly tables: Readonly<
    Record<ObjectTable | 'trend' | 'leaks' | 'dead scopes' | 'allocations' | 'live objects', SnapshotTable>
  >;
  readonly retainers: SnapshotTable;
  /** Reads the others that the shown snapshot is compared with. */
  readonly reading: ReadingBeside;
  readonly leaks: LeakSearch;

  constructor(
    private readonly api: Comlink.Remote<SnapshotApi>,
    readonly info: SnapshotInfo,
    /** What all snapshots hold that are open. */
    memoryHeld: () => Bytes,
  ) {
    const table = (order: ListOrder) =>
      new SnapshotTable(
        {
          openList: (spec, by) => this.#openList(spec, by),
          failed: error => this.#fail(error),
          beforeNextPicture: task => void requestAnimationFrame(task),
        },
        order,
      );
    this.tables = {
      classes: table(most('retainedSize')),
      changes: table(most('sizeDelta')),
      trend: table(most('sizeDelta')),
      leaks: table(most('verdict')),
      objects: table(most('retainedSize')),
      containment: table(most('retainedSize')),
      dominators: table(most('retainedSize')),
      strings: table(most('wastedSize')),
      'detached trees': table(most('retainedSize')),
      'dead scopes': table(most('freedSize')),
      allocations: table(most('liveSize')),
      'live objects': table(most('shallowSize')),
    };
    this.retainers = table({ column: 'distance', descending: false });
    const beside: BesideHost = { look: file => this.api.look(file), open: memoryHeld };
    this.reading = new ReadingBeside(beside);
    this.leaks = new LeakSearch({
      ...beside,
      find: (past, listener) => this.api.findLeaks(past, listener),
      stop: () => this.#guarded(() => this.api.forgetLeaks()),
      changed: () => this.#guarded(() => this.#showLeaks()),
    });
    void this.turnTo('summary');
  }

  get tab(): ReadonlySignal<SnapshotTab> {
    return this.#tab;
  }

  /** What the shown tab is filtered by: text or `/regular expression/`; empty for all. */
  get filter(): string {
    return this.#filters.value[this.#tab.value] ?? '';
  }

  /** Which objects Summary counts. */
  get scope(): ReadonlySignal<NodeFilter> {
    return this.#scope;
  }

  /** What the objects of the tab Objects have to be like, besides their class: that is its filter. */
  get wanted(): ReadonlySignal<Omit<WantedObjects, 'className'>> {
    return this.#wanted;
  }

  /** The object whose retainers are shown. */
  get selected(): ReadonlySignal<ObjectRef | null> {
    return this.#selected;
  }

  /** The stack that allocated the selected object, the function itself first; empty when that is not known. */
  get stack(): ReadonlySignal<readonly Frame[]> {
    return this.#stack;
  }

  /** Objects that do not count as retainers. */
  get ignored(): ReadonlySignal<readonly ObjectRef[]> {
    return this.#ignored;
  }

  /** What the snapshot holds that the shown one is compared with. */
  get heldByBase(): Bytes {
    return this.#heldByBase;
  }

  get compared(): ReadonlySignal<Compared> {
    return this.#compared;
  }

  /** Null until `findRealms` has found them. */
  get realms(): ReadonlySignal<readonly RealmInfo[] | null> {
    return this.#realms;
  }

  get sizes(): ReadonlySignal<SizeClasses | null> {
    return this.#sizes;
  }

  /** The functions that allocated most of what is there, the first of them; empty where no stacks were recorded. */
  async allocatingFunctions(): Promise<readonly ListRow[]> {
    if (!this.info.hasStacks) return [];
    const list = await this.#openList({ kind: 'allocations', filter: '' }, most('liveSize'));
    const rows = await list.rows(0, mostFunctions);
    list.close();
    return rows.filter(({ figures }) => (figures['liveSize'] ?? 0) > 0);
  }

  /** Sizes of what a row of `allocatingFunctions` allocated. */
  async sizesOf({ traceNodeIds }: ListRow): Promise<SizeClasses> {
    return await this.api.sizeClasses(traceNodeIds ?? []);
  }

  async turnTo(tab: SnapshotTab): Promise<void> {
    this.#tab.value = tab;
    await this.#guarded(() => this.#showTab(tab));
  }

  async filterBy(text: string): Promise<void> {
    this.#filters.value = { ...this.#filters.value, [this.#tab.value]: text };
    await this.turnTo(this.#tab.value);
  }

  async limitTo(scope: NodeFilter): Promise<void> {
    this.#scope.value = scope;
    await this.turnTo('summary');
  }

  /** Lists the objects that are like this. */
  async want(wanted: Partial<WantedObjects>): Promise<void> {
    this.#wanted.value = { ...this.#wanted.value, ...wanted };
    await this.turnTo('objects');
  }

  /** Shows what holds an object. */
  async select(object: ObjectRef | null): Promise<void> {
    this.#selected.value = object;
    await this.retainers.show(object && { kind: 'retainers', side: object.side, node: object.node });
    await this.retainers.follow();
    if (this.info.hasStacks) await this.#guarded(() => this.#findStack(object));
  }

  /** Shows the classes of what functions of the tab Allocation have left behind. */
  async showAllocated(traceNodeIds: readonly number[] | null): Promise<void> {
    const scope: NodeFilter = { kind: 'allocated by', traceNodeIds: traceNodeIds ?? [] };
    await this.tables['live objects'].show(traceNodeIds && { kind: 'classes', filter: '', scope });
  }

  /** Brings an object into view: in the shown tab where it lists it, else in Summary. */
  async reveal(object: ObjectRef, tab: SnapshotTab = this.#tab.value): Promise<void> {
    await this.#guarded(async () => {
      if (!(await this.#revealIn(tab, object)) && !(await this.#revealUnfiltered(object))) return;
      await this.select(object);
    });
  }

  /** Leaves objects out of account as retainers, in the place of those before; none to have all back. */
  async ignoreRetainers(objects: readonly ObjectRef[]): Promise<void> {
    this.#ignored.value = objects;
    await this.#guarded(async () => {
      await this.api.ignoreRetainers(objects.map(({ node }) => node));
      await this.retainers.again();
      await this.retainers.follow();
    });
  }

  async compareWith(compared: Exclude<Compared, typeof nothing>): Promise<void> {
    const isTrend = compared.kind === 'trend';
    let keeps = bytes(0);
    const outcome = await this.reading.read({
      prepare: () => this.#begin(compared),
      files: isTrend ? compared.files.filter((_, i) => i !== compared.shown) : [compared.file],
      // Those of a trend are read one after the other, and none is kept.
      needed: outlooks => {
        if (!isTrend) keeps = outlooks[0]?.kept ?? keeps;
        return bytes(Math.max(0, ...outlooks.map(({ needed }) => needed)));
      },
      read: listener =>
        isTrend
          ? this.api.openTrend(compared.files, compared.shown, listener)
          : this.api.openBase(compared.file, listener),
    });
    if (!outcome) return;
    if (outcome.ok) this.#heldByBase = keeps;
    if (outcome.ok) return await this.#guarded(() => this.#showTab(this.#tab.value));
    this.#compared.value = nothing;
    this.notice.value = { level: 'error', error: outcome.error };
  }

  async compareWithNothing(): Promise<void> {
    this.reading.giveUp();
    await this.#begin(nothing);
    // Whoever chose another meanwhile has closed it already.
    if (this.#compared.value === nothing) await this.#guarded(() => this.api.closeBase());
  }

  async findRealms(): Promise<void> {
    if (this.#realms.value === null) this.#realms.value = await this.api.realms();
  }

  /** What a search finds, as a list of its own. */
  find(text: string): Promise<SnapshotList> {
    return this.#openList({ kind: 'found', text }, { column: 'name', descending: false });
  }

  placeInSource(object: ObjectRef): Promise<Frame | null> {
    return this.api.placeInSource(object);
  }

  async #begin(compared: Compared): Promise<void> {
    this.#compared.value = compared;
    this.#heldByBase = bytes(0);
    // An object of the base goes with it.
    if (this.#selected.value?.side === 'base') await this.select(null);
    await this.tables.changes.show(null);
    await this.tables.trend.show(null);
  }

  async #showTab(tab: SnapshotTab): Promise<void> {
    const { root } = this.info;
    const filter = this.#filters.value[tab] ?? '';
    const { kind } = this.#compared.value;
    const isRead = this.reading.now.value === null;
    switch (tab) {
      case 'summary':
        return await this.tables.classes.show({ kind: 'classes', filter, scope: this.#scope.value });
      case 'comparison':
        if (kind === 'base' && isRead) await this.tables.changes.show({ kind: 'changes', filter });
        if (kind === 'trend' && isRead) await this.tables.trend.show({ kind: 'trend', filter });
        return;
      case 'leaks':
        return await this.#showLeaks();
      case 'objects':
        return await this.tables.objects.show({
          kind: 'objects',
          wanted: { ...this.#wanted.value, className: filter },
        });
      case 'closures':
        return await this.tables['dead scopes'].show({ kind: 'dead scopes', filter });
      case 'containment':
        return await this.tables.containment.show({ kind: 'contents', side: 'shown', node: root });
      case 'dominators':
        return await this.tables.dominators.show({ kind: 'dominated', node: root });
      case 'strings':
        return await this.tables.strings.show({ kind: 'strings', filter });
      case 'detached':
        return await this.tables['detached trees'].show({ kind: 'detached trees', filter });
      case 'allocation':
        return await this.tables.allocations.show({ kind: 'allocations', filter });
      case 'sizes':
        this.#sizes.value ??= await this.api.sizeClasses(null);
        return;
      case 'statistics':
        return;
    }
  }

  async #showLeaks(): Promise<void> {
    const isFound = this.leaks.result.value?.kind === 'found';
    await this.tables.leaks.show(isFound ? { kind: 'leaks', filter: this.#filters.value.leaks ?? '' } : null);
  }

  async #revealIn(tab: SnapshotTab, object: ObjectRef): Promise<boolean> {
    const table = tableOf[tab];
    const path = table && (await this.api.pathTo(table, object));
    if (!table || !path) return false;
    await this.turnTo(tab);
    return await this.tables[table].reveal(path);
  }

  /** Summary lists every object when nothing is left out. */
  async #revealUnfiltered(object: ObjectRef): Promise<boolean> {
    if (await this.#revealIn('summary', object)) return true;
    this.#filters.value = { ...this.#filters.value, summary: '' };
    this.#scope.value = allObjects;
    return await this.#revealIn('summary', object);
  }

  async #findStack(object: ObjectRef | null): Promise<void> {
    const stack = object ? await this.api.stackOf(object) : [];
    if (this.#selected.value === object) this.#stack.value = stack;
  }

  async #openList(spec: ListSpec, order: ListOrder): Promise<SnapshotList> {
    const { list, count, totals } = await this.api.list(spec, order);
    return {
      count,
      totals,
      rows: (from, length) => this.api.rows(list, from, length),
      placeOf: id => this.api.placeOf(list, id),
      close: () => void this.api.close(list),
    };
  }

  async #guarded(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.notice.value = errorNotice(error);
  }
}
