import type { EntryList } from './ordered-list.ts';

/** Lists of this many open rows and tables are remembered. */
const mostLists = 24;

/** Lists that were asked for last, so that each is made once while it is scrolled through. */
export class RecentLists {
  readonly #lists = new Map<string, EntryList>();

  /** @param question tells one list from another; anything that JSON can write. */
  get(question: unknown, make: () => EntryList): EntryList {
    const key = JSON.stringify(question);
    const list = this.#lists.get(key) ?? make();
    // A Map keeps the order of insertion: what is put in again is the newest.
    this.#lists.delete(key);
    this.#lists.set(key, list);
    for (const oldest of this.#lists.keys()) {
      if (this.#lists.size <= mostLists) break;
      this.#lists.delete(oldest);
    }
    return list;
  }

  clear(): void {
    this.#lists.clear();
  }
}
