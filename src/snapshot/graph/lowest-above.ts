const tables = 5;

/**
 * For joins whose semidominators are known, the lowest one on the way up from any of them, as far as they are known. Joins get to know theirs from the last to the first.
 *
 * Joins with the same answer are a set (union by size, paths halved), so that a question seldom takes more than one step; compressing the paths of the tree itself,
 * as Lengauer and Tarjan do, takes three and more. A new semidominator is the answer for all below whose answer was not lower: these sets become one.
 * So that they are found, the sets below a join are in a heap, the one with the highest answer first: D. D. Sleator, R. E. Tarjan,
 * "Self-Adjusting Heaps", SIAM J. Comput. 15 (1986), 52–69. O(log n) for each join, next to nothing for each question.
 */
export class LowestAbove {
  /** For each join, another one of its set; for the one that stands for the set, how many it has, negative. */
  readonly #set: Int32Array;
  /** For each join that stands for a set, the answer of the set. */
  readonly #answer: Uint32Array;
  /** For each join, the first set in the heap of those below it; 0 when there is none. */
  readonly #heap: Uint32Array;
  /** For each set in a heap, those behind it. */
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;

  /**
   * @param count joins, numbered from 1 on
   * @param room for the tables, where it is large enough; what is in it is left from others.
   */
  constructor(count: number, room: Uint32Array) {
    const length = count + 1;
    const memory = room.length >= tables * length ? room : new Uint32Array(tables * length);
    const table = (index: number) => memory.subarray(index * length, (index + 1) * length);
    const set = table(0);
    this.#set = new Int32Array(set.buffer, set.byteOffset, length).fill(-1);
    this.#answer = table(1);
    this.#heap = table(2).fill(0);
    this.#left = table(3);
    this.#right = table(4);
  }

  /** The lowest semidominator on the way up from a join, its own included. */
  from(join: number): number {
    return this.#answer[this.#setOf(join)] as number;
  }

  /**
   * Makes a semidominator known.
   * @param over the nearest join above; all joins below `join` are known, and none above is.
   */
  add(join: number, semidominator: number, over: number): void {
    const answer = this.#answer;
    const left = this.#left;
    const right = this.#right;
    let heap = this.#heap[join] as number;
    let own = join;
    while (heap !== 0 && (answer[heap] as number) >= semidominator) {
      const set = heap;
      heap = this.#merged(left[set] as number, right[set] as number);
      own = this.#united(own, set);
    }
    answer[own] = semidominator;
    left[own] = 0;
    right[own] = 0;
    this.#heap[over] = this.#merged(this.#heap[over] as number, this.#merged(heap, own));
  }

  #setOf(join: number): number {
    const set = this.#set;
    let current = join;
    for (;;) {
      const next = set[current] as number;
      if (next < 0) return current;
      const beyond = set[next] as number;
      if (beyond < 0) return next;
      set[current] = beyond;
      current = beyond;
    }
  }

  #united(one: number, other: number): number {
    const set = this.#set;
    const size = (set[one] as number) + (set[other] as number);
    const [large, small] = (set[one] as number) < (set[other] as number) ? [one, other] : [other, one];
    set[small] = large;
    set[large] = size;
    return large;
  }

  /** The first set of two heaps that become one. */
  #merged(one: number, other: number): number {
    if (one === 0) return other;
    if (other === 0) return one;
    const answer = this.#answer;
    const left = this.#left;
    const right = this.#right;
    const isFirst = (answer[one] as number) >= (answer[other] as number);
    const first = isFirst ? one : other;
    let higher = first;
    let lower = isFirst ? other : one;
    for (;;) {
      const next = right[higher] as number;
      right[higher] = left[higher] as number;
      const goesOn = next !== 0 && (answer[next] as number) >= (answer[lower] as number);
      left[higher] = goesOn ? next : lower;
      if (next === 0) return first;
      higher = goesOn ? next : lower;
      if (!goesOn) lower = next;
    }
  }
}
