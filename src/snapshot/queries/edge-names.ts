import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';

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

  /** For each edge a number with the order of their names: words first, then indexes by size, and `__proto__` behind all when sorted as told. */
  ranks(edges: Uint32Array, ascending: boolean): (edge: number) => number {
    const { nameOrIndex } = this.snapshot.edges;
    const texts = new Map<number, string>();
    for (const edge of edges) {
      const value = nameOrIndex[edge] as number;
      if (!this.isIndexed(edge) && !texts.has(value)) texts.set(value, this.snapshot.strings.get(value));
    }
    const sorted = [...texts].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
    const last = ascending ? Number.MAX_SAFE_INTEGER : -1;
    const rankOf = new Map(sorted.map(([value, text], rank) => [value, text === '__proto__' ? last : rank]));
    return edge => {
      const value = nameOrIndex[edge] as number;
      return this.isIndexed(edge) ? sorted.length + value : (rankOf.get(value) as number);
    };
  }
}
