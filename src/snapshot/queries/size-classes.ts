import type { HeapGraph } from '../heap-graph.ts';
import { allocatedBy } from './allocation-stacks.ts';
import type { Counts } from './node-lists.ts';

/** Objects of a size from `from` to below `from * 2` bytes. */
export interface SizeClass {
  /** Bytes; a power of two. */
  readonly from: number;
  readonly count: number;
  /** Bytes of all of them. */
  readonly size: number;
  /** Share of them that allocation sampling at the recommended interval is expected to see, 0 to 1. */
  readonly sampledShare: number;
}

export interface SizeClasses {
  /** By ascending size; classes without an object are not there. */
  readonly classes: readonly SizeClass[];
  readonly count: number;
  /** Bytes. */
  readonly size: number;
  /** Bytes between two samples of allocation sampling; a power of two. */
  readonly recommendedInterval: number;
}

/** With so many samples a function that holds a hundredth of the bytes is known to a tenth of them: 100 samples have a standard error of 10. */
const wantedSamples = 10_000;
/** For one function alone, a standard error of 5 % of its bytes will do. */
const wantedOfFunction = 400;
/** Finer than this, V8 spends more time on samples than on the program; coarser than this, small pages have no samples at all. */
const finestInterval = 512;
const coarsestInterval = 512 * 1024;

/** Counts objects by powers of two of their shallow size, to choose the interval of allocation sampling by (`gatherStats` of heapprof). */
export function sizeClasses({ shallowSize }: HeapGraph, counts: Counts, wanted = wantedSamples): SizeClasses {
  const count: number[] = [];
  const size: number[] = [];
  for (let node = 0; node < shallowSize.length; node++) {
    const bytes = shallowSize[node] as number;
    if (bytes === 0 || (counts !== null && !counts(node))) continue;
    const power = Math.floor(Math.log2(bytes));
    count[power] = (count[power] ?? 0) + 1;
    size[power] = (size[power] ?? 0) + bytes;
  }
  const total = size.reduce((sum, bytes) => sum + bytes, 0);
  const interval = intervalFor(total, wanted);
  return {
    classes: [...count.keys()].flatMap(power => {
      const [objects, bytes] = [count[power] ?? 0, size[power] ?? 0];
      if (objects === 0) return [];
      return { from: 2 ** power, count: objects, size: bytes, sampledShare: sampledShare(bytes / objects, interval) };
    }),
    count: count.reduce((sum, objects) => sum + objects, 0),
    size: total,
    recommendedInterval: interval,
  };
}

/** Counts what some stacks allocated, to choose the interval by that sees them. */
export function sizeClassesOfStacks(graph: HeapGraph, traceNodeIds: readonly number[]): SizeClasses {
  return sizeClasses(graph, allocatedBy(graph, traceNodeIds), wantedOfFunction);
}

function intervalFor(bytes: number, wanted: number): number {
  const power = Math.floor(Math.log2(Math.max(1, bytes / wanted)));
  return Math.min(Math.max(2 ** power, finestInterval), coarsestInterval);
}

/** V8 samples at random places, `interval` bytes apart on average. */
const sampledShare = (bytes: number, interval: number): number => 1 - Math.exp(-bytes / interval);
