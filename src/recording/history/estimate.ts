import type { CallTree } from '../../calltree/call-tree.ts';
import { finishTree } from '../../calltree/tree-builder.ts';
import { relativeError } from '../sampling-error.ts';
import type { StackShape, StackTable } from './stack-table.ts';

/** Bytes by stack as a call tree, and how sure they are. */
export interface Estimate {
  /** Without the stacks that have neither bytes nor samples. */
  readonly tree: CallTree;
  /** For each node, the samples that it and everything below it were estimated from. */
  readonly samples: Uint32Array;
  /** For each node, the standard error of its `total` in bytes. Where V8 gave no samples it is the whole. */
  readonly standardError: Float64Array;
  /** For each node, the number of its stack; -1 for a root above several isolates. */
  readonly stack: Int32Array;
}

/** What a tree is made of: for each stack a figure. */
export interface PerStack {
  /** Bytes; negative where a stack has lost. */
  readonly bytes: Float64Array;
  /** Samples in it. */
  readonly samples: Int32Array | Uint32Array;
  /** Bytes of these samples, whatever their sign: what the error is measured by. `bytes` itself unless told. */
  readonly gross?: Float64Array;
}

export function estimateOf(stacks: StackTable, perStack: PerStack): Estimate {
  const shape = stacks.shape();
  const nodes = nodesWithSomething(shape, perStack);
  const tree = treeOf(shape, nodes, perStack.bytes);
  const stack = Int32Array.from(nodes, node => node - shape.offset);
  const samples = sumUp(tree, new Uint32Array(tree.nodeCount), stack, perStack.samples);
  const gross = sumUp(tree, new Float64Array(tree.nodeCount), stack, perStack.gross ?? perStack.bytes);
  const standardError = gross.map((bytes, node) => Math.abs(bytes) * relativeError(samples[node] as number));
  return { tree, samples, standardError, stack };
}

/** For each node of an estimate, the sum of a figure over it and everything below it. */
export function totalsOf(estimate: Estimate, perStack: Float64Array): Float64Array {
  return sumUp(estimate.tree, new Float64Array(estimate.tree.nodeCount), estimate.stack, perStack);
}

/** Nodes that hold something, or have one below them that does; the root in any case. Ascending. */
function nodesWithSomething({ parent, offset }: StackShape, { bytes, samples }: PerStack): Uint32Array {
  const kept = new Uint8Array(parent.length);
  let count = 0;
  for (let node = parent.length - 1; node >= 0; node--) {
    const stack = node - offset;
    if (node === 0 || (bytes[stack] ?? 0) !== 0 || (samples[stack] ?? 0) !== 0) kept[node] = 1;
    if (kept[node] === 0) continue;
    count++;
    if (node > 0) kept[parent[node] as number] = 1;
  }
  const nodes = new Uint32Array(count);
  let at = 0;
  for (let node = 0; node < kept.length; node++) if (kept[node] === 1) nodes[at++] = node;
  return nodes;
}

function treeOf(shape: StackShape, nodes: Uint32Array, bytes: Float64Array): CallTree {
  const numbered = new Int32Array(shape.parent.length).fill(-1);
  const parent = new Int32Array(nodes.length).fill(-1);
  const frame = new Uint32Array(nodes.length);
  const key = new Float64Array(nodes.length);
  const self = new Float64Array(nodes.length);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as number;
    numbered[node] = at;
    if (at > 0) parent[at] = numbered[shape.parent[node] as number] as number;
    frame[at] = shape.frame[node] as number;
    key[at] = shape.key[node] as number;
    self[at] = bytes[node - shape.offset] ?? 0;
  }
  return finishTree('bytes', shape.frames, parent, frame, self, key);
}

function sumUp<Sums extends Float64Array | Uint32Array>(
  tree: CallTree,
  sums: Sums,
  stack: Int32Array,
  perStack: ArrayLike<number>,
): Sums {
  for (let node = sums.length - 1; node >= 0; node--) {
    sums[node] = (sums[node] as number) + (perStack[stack[node] as number] ?? 0);
    if (node === 0) break;
    const above = tree.parent[node] as number;
    sums[above] = (sums[above] as number) + (sums[node] as number);
  }
  return sums;
}
