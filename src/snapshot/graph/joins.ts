import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { DepthFirst } from './depth-first.ts';

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
  /** For each node ordinal, the join that it is, or minus the one that it hangs below. */
  readonly joinOf: Int32Array;
}

export function findJoins({ nodeCount }: HeapSnapshot, { vertex, parent, isJoin }: DepthFirst): Joins {
  const root = 1;
  const number = new Uint32Array(root + bitsIn(isJoin) + 1);
  const joinAt = new Uint32Array(nodeCount + 1);
  const joinOf = new Int32Array(nodeCount);
  // What leads to the root does not matter.
  number[root] = 1;
  joinAt[1] = root;
  joinOf[vertex[1] as number] = -root;
  let last = root;
  for (let w = 2; w <= nodeCount; w++) {
    const node = vertex[w] as number;
    if (((isJoin[node >>> 3] as number) & (1 << (node & 7))) === 0) {
      const above = joinAt[parent[w] as number] as number;
      joinAt[w] = above;
      joinOf[node] = -above;
      continue;
    }
    last++;
    number[last] = w;
    joinAt[w] = last;
    joinOf[node] = last;
  }
  return { count: last, number, joinAt, joinOf };
}

function bitsIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
}
