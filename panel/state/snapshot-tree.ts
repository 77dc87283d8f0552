import { type ReadonlySignal, signal } from '@preact/signals';

/** A list whose rows are fetched as they come into view. */
export interface RowList<Row> {
  readonly count: number;
  rows(from: number, count: number): Promise<readonly Row[]>;
  /** The place of the row with this id, or -1. */
  placeOf(id: number): Promise<number>;
  close(): void;
}

/** Rows are told apart within their list. */
export interface Identified {
  readonly id: number;
}

export interface PagedTreeOptions<Row> {
  /** The list at the top. */
  open(): Promise<RowList<Row>>;
  /** What lies below a row. */
  openBelow(row: Row): Promise<RowList<Row>>;
  failed(error: unknown): void;
  /** Does something before the next picture, and after the rows in view have been scrolled on for it. */
  beforeNextPicture(task: () => void): void;
}

const pageLength = 100;
/** So many rows before it is looked at, a page is fetched: four turns of a wheel. */
const ahead = 50;
/** Pages that are kept of one list, and that are on their way at once: scrolling past a million rows fetches few of them. */
const keptPages = 64;
const pagesOnTheWay = 4;

/** An open list in its place in the tree. */
class Branch<Row extends Identified> {
  /** Those of its rows that are open, in the order of their places. */
  readonly open: Branch<Row>[] = [];
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #coming = new Map<number, Promise<void>>();
  /** Whether a row was looked at that had not come. */
  #isMissed = false;
  #isClosed = false;

  constructor(
    readonly list: RowList<Row>,
    /** Keys of its rows count from here. */
    readonly firstKey: number,
    readonly parent: Branch<Row> | null,
    /** Its place in the list of its parent. */
    readonly place: number,
    /** The row that it lies below; null at the top. */
    readonly row: Row | null,
  ) {}

  get level(): number {
    return this.parent ? this.parent.level + 1 : 1;
  }

  /** Rows shown: its own and those of all that is open below. */
  get rowCount(): number {
    return this.open.reduce((sum, branch) => sum + branch.rowCount, this.list.count);
  }

  rowAt(place: number): Row | null {
    const row = this.#pages.get(Math.floor(place / pageLength))?.[place % pageLength] ?? null;
    if (row === null) this.#isMissed = true;
    return row;
  }

  /** Whether a row was looked at, since this was last asked, that had not come: now it may be here, or may be asked for. */
  wasMissed(): boolean {
    const wasMissed = this.#isMissed;
    this.#isMissed = false;
    return wasMissed;
  }

  /** Whether the rows around a place should be asked for: they are neither here nor on their way, and few others are. */
  lacks(place: number): boolean {
    if (place < 0 || place >= this.list.count) return false;
    const page = Math.floor(place / pageLength);
    return !this.#pages.has(page) && !this.#coming.has(page) && this.#coming.size < pagesOnTheWay;
  }

  /** Settles when the rows around a place are here. */
  fetch(place: number): Promise<void> {
    const page = Math.floor(place / pageLength);
    if (this.#pages.has(page)) return Promise.resolve();
    const coming = this.#coming.get(page) ?? this.#bring(page);
    this.#coming.set(page, coming);
    return coming;
  }

  async #bring(page: number): Promise<void> {
    try {
      this.#pages.set(page, await this.list.rows(page * pageLength, pageLength));
    } finally {
      this.#coming.delete(page);
    }
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > keptPages && oldest !== undefined) this.#pages.delete(oldest);
  }

  branchAt(place: number): Branch<Row> | null {
    return this.open.find(branch => branch.place === place) ?? null;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  closeAll(): void {
    this.#isClosed = true;
    for (const branch of this.open) branch.closeAll();
    this.list.close();
  }
}

/** A row in its list. */
interface Spot<Row extends Identified> {
  readonly branch: Branch<Row>;
  readonly place: number;
}

/**
 * A tree of lists of any length, of which only what was looked at is here. Rows are numbered as they are shown;
 * a row that has not come yet is null, and asking for it brings it.
 */
export class PagedTree<Row extends Identified> {
  readonly #version = signal(0);
  #top: Branch<Row> | null = null;
  #nextKey = 0;
  #disposed = false;
  #isChangeDue = false;

  constructor(private readonly options: PagedTreeOptions<Row>) {}

  /** Changes whenever other rows are to be shown. */
  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  /** Null until the list at the top is open. */
  get rowCount(): number | null {
    return this.#top?.rowCount ?? null;
  }

  async start(): Promise<void> {
    const list = await this.options.open();
    if (this.#disposed) return list.close();
    this.#top = this.#branch(list, null, 0, null);
    this.#changed();
  }

  dispose(): void {
    this.#disposed = true;
    this.#top?.closeAll();
    this.#top = null;
  }

  /** The row itself, once it has come. */
  rowAt(row: number): Row | null {
    const spot = this.#spotAt(row);
    if (!spot) return null;
    const { branch, place } = spot;
    const found = branch.rowAt(place);
    // What comes next in either direction is here before it is looked at.
    for (const near of found === null ? [place] : [place - ahead, place + ahead])
      if (branch.lacks(near)) void this.#guarded(() => this.#bring(branch, near));
    return found;
  }

  keyAt(row: number): number {
    const spot = this.#spotAt(row);
    return spot ? spot.branch.firstKey + spot.place : Number.NaN;
  }

  rowOfKey(key: number): number {
    const spot = this.#spotOfKey(key);
    return spot ? this.#rowOf(spot) : -1;
  }

  levelAt(row: number): number {
    return this.#spotAt(row)?.branch.level ?? 1;
  }

  parentOf(row: number): number {
    const branch = this.#spotAt(row)?.branch;
    return branch?.parent ? this.#rowOf({ branch: branch.parent, place: branch.place }) : -1;
  }

  isOpen(row: number): boolean {
    const spot = this.#spotAt(row);
    return spot?.branch.branchAt(spot.place) != null;
  }

  /** The rows that a row lies below, the nearest first. */
  *above(row: number): Generator<Row> {
    for (let branch = this.#spotAt(row)?.branch ?? null; branch; branch = branch.parent) {
      if (branch.row !== null) yield branch.row;
    }
  }

  /** Ids of the rows that lead to the row with this key, its own last; empty when it has not come yet. */
  pathOf(key: number): number[] {
    const spot = this.#spotOfKey(key);
    const row = spot?.branch.rowAt(spot.place);
    return spot && row ? [...pathOf(spot.branch), row.id] : [];
  }

  /** For each open row, the ids that lead to it; those nearer to the top first. */
  openPaths(): number[][] {
    const paths: number[][] = [];
    const waiting = [...(this.#top?.open ?? [])];
    for (let branch = waiting.shift(); branch; branch = waiting.shift()) {
      paths.push(pathOf(branch));
      waiting.push(...branch.open);
    }
    return paths;
  }

  /** Opens or closes a row. */
  async toggle(key: number): Promise<void> {
    const spot = this.#spotOfKey(key);
    if (!spot) return;
    const open = spot.branch.branchAt(spot.place);
    if (!open) return await this.#guarded(() => this.#open(spot));
    open.closeAll();
    spot.branch.open.splice(spot.branch.open.indexOf(open), 1);
    this.#changed();
  }

  /**
   * Opens the way to a row, given the ids of the rows that lead to it, and the row itself when `openLast` says so.
   * Settles with its key; null when it is not in the tree.
   */
  async reveal(ids: readonly number[], openLast = false): Promise<number | null> {
    let branch = this.#top;
    let key: number | null = null;
    for (const [depth, id] of ids.entries()) {
      const place = (await branch?.list.placeOf(id)) ?? -1;
      if (!branch || place === -1) return null;
      key = branch.firstKey + place;
      await this.#bring(branch, place);
      if (openLast || depth < ids.length - 1) branch = await this.#open({ branch, place });
    }
    return key;
  }

  /** Opens the first row of the list at the top, the first below it, and so on as long as `goesOn` says. */
  async openFirst(goesOn: (row: Row) => boolean, levels: number): Promise<void> {
    let branch = this.#top;
    for (let level = 0; branch && branch.list.count > 0 && level < levels; level++) {
      await this.#bring(branch, 0);
      const row = branch.rowAt(0);
      branch = row && goesOn(row) ? await this.#open({ branch, place: 0 }) : null;
    }
    this.#changed();
  }

  async #open(spot: Spot<Row>): Promise<Branch<Row> | null> {
    const { branch, place } = spot;
    const open = branch.branchAt(place);
    if (open) return open;
    await this.#bring(branch, place);
    const row = branch.rowAt(place);
    if (row === null) return null;
    const list = await this.options.openBelow(row);
    // Meanwhile the tree or what the row stands in may have gone, or somebody may have opened the same row.
    const opened = branch.branchAt(place);
    if (branch.isClosed || opened) {
      list.close();
      return opened;
    }
    const below = this.#branch(list, branch, place, row);
    branch.open.push(below);
    branch.open.sort((a, b) => a.place - b.place);
    this.#changed();
    return below;
  }

  #branch(list: RowList<Row>, parent: Branch<Row> | null, place: number, row: Row | null): Branch<Row> {
    const firstKey = this.#nextKey;
    this.#nextKey += list.count;
    return new Branch(list, firstKey, parent, place, row);
  }

  /** Fetches the rows around a place, and shows them where they were looked for. */
  async #bring(branch: Branch<Row>, place: number): Promise<void> {
    await branch.fetch(place);
    // At once, they would be rendered even where the table has been scrolled past them by the next picture.
    if (this.#isChangeDue || !branch.wasMissed()) return;
    this.#isChangeDue = true;
    this.options.beforeNextPicture(() => {
      this.#isChangeDue = false;
      this.#changed();
    });
  }

  async #guarded(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!this.#disposed) this.options.failed(error);
    }
  }

  #changed(): void {
    if (!this.#disposed) this.#version.value += 1;
  }

  /** Where the row lies that is shown as number `row`. */
  #spotAt(row: number): Spot<Row> | null {
    if (!this.#top || row < 0 || row >= this.#top.rowCount) return null;
    let branch = this.#top;
    let place = row;
    let next = 0;
    for (let open = branch.open[next]; open && place > open.place; open = branch.open[next]) {
      const inside = place - open.place - 1;
      if (inside < open.rowCount) {
        branch = open;
        place = inside;
        next = 0;
      } else {
        place -= open.rowCount;
        next++;
      }
    }
    return { branch, place };
  }

  #spotOfKey(key: number): Spot<Row> | null {
    const waiting = this.#top ? [this.#top] : [];
    for (let branch = waiting.pop(); branch; branch = waiting.pop()) {
      const place = key - branch.firstKey;
      if (place >= 0 && place < branch.list.count) return { branch, place };
      waiting.push(...branch.open);
    }
    return null;
  }

  #rowOf({ branch, place }: Spot<Row>): number {
    const before = branch.open.reduce((sum, open) => sum + (open.place < place ? open.rowCount : 0), 0);
    const start = branch.parent ? this.#rowOf({ branch: branch.parent, place: branch.place }) + 1 : 0;
    return start + before + place;
  }
}

/** Ids of the open rows that lead to what lies in a branch. */
function pathOf<Row extends Identified>(branch: Branch<Row>): number[] {
  const ids: number[] = [];
  for (let at: Branch<Row> | null = branch; at?.row; at = at.parent) ids.unshift(at.row.id);
  return ids;
}
