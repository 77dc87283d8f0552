import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { DepthFirst } from './depth-first.ts';
import type { Scratch } from './scratch.ts';

/**
 * Nodes that several essential edges lead to, and the root: only of these is the dominator not plain to see.
 * They have numbers from 1 on, in depth-first order; of a web page's nodes they are a tenth to a half.
 */
export interface Joins {
  readonly count: number;
  /** For each join, its number in depth-first order; entry 0 is not used. */
  readonly number: Uint32Array;
  /** For each number in depth-first order, the join that it is or that it hangs below with nothing but single edges between. */
  readonly joinAt: Uint32Array;
  /** For each node ordinal, twice the join that it is, plus 1; or twice the one that it hangs below. */
  readonly joinOf: Uint32Array;
}

export function findJoins(
  { nodeCount }: HeapSnapshot,
  { vertex, parent, isJoin }: DepthFirst,
  scratch: Scratch,
): Joins {
  const root = 1;
  // One more, for what is written there before it is known whether it is a join.
  const number = new Uint32Array(root + bitsIn(isJoin) + 2);
  const joinAt = scratch.take(nodeCount + 1);
  const joinOf = scratch.take(nodeCount);
  // What leads to the root does not matter.
  number[root] = 1;
  joinAt[1] = root;
  joinOf[vertex[1] as number] = 2 * root;
  let last = root;
  for (let w = 2; w <= nodeCount; w++) {
    const node = vertex[w] as number;
    // Without a branch: which nodes are joins is more than a processor can guess.
    const isOne = ((isJoin[node >>> 3] as number) >>> (node & 7)) & 1;
    const above = joinAt[parent[w] as number] as number;
    number[last + 1] = w;
    last += isOne;
    const at = above + ((last - above) & -isOne);
    joinAt[w] = at;
    joinOf[node] = 2 * at + isOne;
  }
  return { count: last, number, joinAt, joinOf };
}

function bitsIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
}
