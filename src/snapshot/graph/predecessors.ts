import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { DepthFirst } from './depth-first.ts';
import type { Joins } from './joins.ts';

/** Joins whose predecessors lie together: so many that writing to all of such buckets in turn, and sorting one of them, stays in the caches of a core. */
const bucketBits = 13;
/** The joins of a bucket are `bucket * bucketSize` and those that follow it. */
export const bucketSize = 1 << bucketBits;
/** Predecessors of one bucket that lie side by side. */
const chunkBits = 10;
const chunkSize = 1 << chunkBits;

/** Predecessors of the joins of a bucket, sorted. */
export interface SortedBucket {
  readonly source: Uint32Array;
  /** For each join of the bucket, where its predecessors end in `source`; they begin where those of the join before it end, the first ones at 0. */
  readonly end: Uint32Array;
}

/**
 * The nodes that essential edges to joins come from. They are dealt out to buckets of neighbouring joins, and a bucket is sorted when it is asked for:
 * sorting all at once would be one access to memory outside of every cache for each edge.
 *
 * Predecessors up to the number of nodes are numbers in depth-first order. A higher one stands for the join that is less by the number of nodes,
 * and for a node below it: where that join comes behind the target, how far below does not matter.
 */
export class Predecessors {
  readonly bucketCount: number;
  readonly #source: Uint32Array;
  /** For each predecessor, which join of its bucket it leads to. */
  readonly #within: Uint16Array;
  /** For each chunk, the one of the same bucket that was filled before it; -1 when there is none. */
  readonly #previous: Int32Array;
  /** For each bucket, where its next predecessor goes. */
  readonly #next: Uint32Array;
  readonly #end = new Uint32Array(bucketSize);
  #sorted = new Uint32Array(0);

  constructor(snapshot: HeapSnapshot, essential: Uint8Array, depths: DepthFirst, joins: Joins) {
    this.bucketCount = (joins.count >>> bucketBits) + 1;
    // Room that nothing is written to costs no memory.
    const chunkCount = (snapshot.edgeCount >>> chunkBits) + this.bucketCount + 1;
    this.#source = new Uint32Array(chunkCount << chunkBits);
    this.#within = new Uint16Array(chunkCount << chunkBits);
    this.#previous = new Int32Array(chunkCount);
    this.#next = new Uint32Array(this.bucketCount);
    this.#deal(snapshot, essential, depths, joins);
  }

  /** Where the predecessors lie: memory for something else when the last bucket has been sorted. */
  get memory(): Uint32Array {
    return this.#source;
  }

  /** What it gives is overwritten by the next call. */
  sorted(bucket: number): SortedBucket {
    const source = this.#source;
    const within = this.#within;
    const chunks = this.#chunksOf(bucket);
    const end = this.#end.fill(0);
    for (const { from, to } of chunks) {
      for (let i = from; i < to; i++) end[within[i] as number] = (end[within[i] as number] as number) + 1;
    }
    let count = 0;
    for (let join = 0; join < bucketSize; join++) {
      const own = end[join] as number;
      end[join] = count;
      count += own;
    }
    if (this.#sorted.length < count) this.#sorted = new Uint32Array(count);
    const sorted = this.#sorted;
    for (const { from, to } of chunks) {
      for (let i = from; i < to; i++) {
        const join = within[i] as number;
        const slot = end[join] as number;
        end[join] = slot + 1;
        sorted[slot] = source[i] as number;
      }
    }
    return { source: sorted, end };
  }

  /** Where the predecessors of a bucket lie. */
  #chunksOf(bucket: number): { readonly from: number; readonly to: number }[] {
    const chunks = [];
    const to = this.#next[bucket] as number;
    for (let chunk = to >>> chunkBits; chunk !== -1; chunk = this.#previous[chunk] as number) {
      const from = chunk << chunkBits;
      chunks.push({ from, to: chunks.length === 0 ? to : from + chunkSize });
    }
    return chunks;
  }

  #deal({ nodeCount, nodes, edges }: HeapSnapshot, essential: Uint8Array, depths: DepthFirst, { joinOf }: Joins): void {
    const { firstEdge } = nodes;
    const { target } = edges;
    const { number, reachedCount } = depths;
    const source = this.#source;
    const within = this.#within;
    const previous = this.#previous;
    const next = this.#next;
    let chunks = 0;
    for (let bucket = 0; bucket < this.bucketCount; bucket++) {
      next[bucket] = chunks << chunkBits;
      previous[chunks++] = -1;
    }
    let edge = 0;
    for (let node = 0; node < nodeCount; node++) {
      const end = firstEdge[node + 1] as number;
      const own = number[node] as number;
      // What cannot be reached holds nothing.
      if (own > reachedCount) {
        edge = end;
        continue;
      }
      const above = (joinOf[node] as number) >>> 1;
      for (; edge < end; edge++) {
        // No branch depends on `place`, which comes late from memory: the processor would guess wrong at each fifth edge, and wait.
        // So what leads to no join is written as well, to a slot that the next one takes.
        const place = joinOf[target[edge] as number] as number;
        const counts = place & ((essential[edge >>> 3] as number) >>> (edge & 7)) & 1;
        const join = place >>> 1;
        const bucket = join >>> bucketBits;
        const slot = next[bucket] as number;
        const isAboveBehind = (join - above) >> 31;
        source[slot] = own + ((nodeCount + above - own) & isAboveBehind);
        within[slot] = join & (bucketSize - 1);
        const behind = slot + counts;
        next[bucket] = behind;
        if ((behind & (chunkSize - 1)) === 0 && counts === 1) {
          previous[chunks] = slot >>> chunkBits;
          next[bucket] = chunks++ << chunkBits;
        }
      }
    }
  }
}
