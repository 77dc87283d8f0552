import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import type { SortKey } from './sort.ts';

/** Names of edges as the Memory panel shows them (`JSHeapSnapshotEdge.name` of DevTools). */
export class EdgeNames {
  readonly #types;

  constructor(private readonly snapshot: HeapSnapshot) {
    this.#types = edgeTypeNumbers(snapshot);
  }

  /** Whether the edge has a number for a name: an element, or a hidden slot. */
  isIndexed(edge: number): boolean {
    const type = this.snapshot.edges.type[edge];
    return type === this.#types.element || type === this.#types.hidden;
  }

  nameOf(edge: number): string {
    const { type, nameOrIndex } = this.snapshot.edges;
    const value = nameOrIndex[edge] as number;
    if (this.isIndexed(edge)) return String(value);
    const name = this.snapshot.strings.get(value);
    if (type[edge] !== this.#types.shortcut) return name;
    const number = Number.parseInt(name, 10);
    return Number.isNaN(number) ? name : String(number);
  }

  /** Sorts edges by their names: words first, then indexes by size, and `__proto__` behind all when sorted as told. */
  key(ascending: boolean): SortKey {
    return { ascending, values: edges => this.#ranks(edges, ascending) };
  }

  #ranks(edges: Uint32Array, ascending: boolean): Float64Array {
    const { type, nameOrIndex } = this.snapshot.edges;
    const { element, hidden } = this.#types;
    // Reading two columns at a million places takes the time, so that it is done once: indexes as they are, words negative for now.
    const ranks = new Float64Array(edges.length);
    const words = new Set<number>();
    let last = -1;
    for (let i = 0; i < ranks.length; i++) {
      const edge = edges[i] as number;
      const value = nameOrIndex[edge] as number;
      if (type[edge] === element || type[edge] === hidden) ranks[i] = value;
      else {
        ranks[i] = -1 - value;
        // Edges to a hub have the same name, mostly.
        if (value !== last) words.add(value);
        last = value;
      }
    }
    const rankOf = this.#rankWords(words, ascending);
    last = 0;
    let rank = 0;
    for (let i = 0; i < ranks.length; i++) {
      const value = ranks[i] as number;
      if (value >= 0) ranks[i] = words.size + value;
      else {
        if (value !== last) rank = rankOf.get(-1 - value) as number;
        last = value;
        ranks[i] = rank;
      }
    }
    return ranks;
  }

  /** For each word, by its number among the strings, its place in the order of all of them. */
  #rankWords(words: ReadonlySet<number>, ascending: boolean): ReadonlyMap<number, number> {
    const texts = Array.from(words, (word): [number, string] => [word, this.snapshot.strings.get(word)]);
    texts.sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
    const behindAll = ascending ? Number.MAX_SAFE_INTEGER : -1;
    const ranks = new Map<number, number>();
    // What reads the same has the same place, wherever it stands in the file.
    let rank = 0;
    for (const [i, [word, text]] of texts.entries()) {
      if (text !== texts[i - 1]?.[1]) rank = i;
      ranks.set(word, text === '__proto__' ? behindAll : rank);
    }
    return ranks;
  }
}
