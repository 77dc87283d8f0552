import { type HeapGraph, retainedSizeOf } from '../heap-graph.ts';
import { type EdgeIndex, type NodeOrdinal, nodeOrdinal } from '../heap-snapshot.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { lowerBound } from '../queries/lower-bound.ts';
import type { Verdict } from './detector.ts';
import { detectors } from './detectors.ts';
import { type TraceStep, Traces } from './traces.ts';

/** Objects that came, stayed and are held in the same way. */
export interface LeakCluster {
  /** The detector that is sure of it; null for objects that no detector knows: they are suspects by having stayed. */
  readonly detector: string | null;
  /** Why it is taken for a leak, or for a suspect: one sentence. */
  readonly reason: string;
  /** From a root to the example, the example last. */
  readonly trace: readonly TraceStep[];
  readonly className: string;
  readonly count: number;
  /** Bytes that go when they all go; objects of one cluster may be part of those of another detector's. */
  readonly retainedSize: number;
  /** The one of them that retains most. */
  readonly example: {
    readonly node: NodeOrdinal;
    readonly id: number;
    readonly retainedSize: number;
    /** The edges of its trace, the one from the root first. */
    readonly edges: readonly EdgeIndex[];
  };
}

export interface LeakReport {
  /** `leak` when a detector is sure, `unsure` when objects stayed without a reason that is known, else `no leak`. */
  readonly verdict: Verdict;
  /** How many objects are in the target, were not in the baseline, and are still in the final snapshot. */
  readonly stayed: number;
  /** What detectors are sure of first, then what retains most. */
  readonly clusters: readonly LeakCluster[];
}

/**
 * The three-snapshot rule (memlab): before an action, after it, and after it was undone. What the action brought has to be gone in the end.
 * All three are of one page, whose ids go on (`assertOneHistory`); traces and sizes are those of the final snapshot.
 * @param baseline ids of its objects, ascending; so for the target.
 */
export function findLeaks(baseline: Uint32Array, target: Uint32Array, final: OpenSnapshot): LeakReport {
  const { graph } = final;
  const { nodeCount, nodes } = graph.snapshot;
  const judges = detectors.map(({ prepare }) => prepare(final));
  /** For each node that stayed 1 + the index of the detector that takes it for a leak, or `suspect`; 0 for all others. */
  const mark = new Uint8Array(nodeCount);
  let stayed = 0;
  for (let node = 0; node < nodeCount; node++) {
    const id = nodes.id[node] as number;
    if (!has(target, id) || has(baseline, id)) continue;
    stayed++;
    mark[node] = markOf(judges, node);
  }
  const clusters = clustersOf(final, tops(graph, mark), mark);
  const isSure = clusters.some(({ detector }) => detector !== null);
  return { verdict: isSure ? 'leak' : clusters.length > 0 ? 'unsure' : 'no leak', stayed, clusters };
}

const suspect = detectors.length + 1;
const reasonToSuspect = 'It came with the action and stayed, for no reason that is known: it may be a cache.';

function markOf(judges: readonly ((node: number) => Verdict)[], node: number): number {
  for (const [index, judge] of judges.entries()) {
    const verdict = judge(node);
    if (verdict !== 'unsure') return verdict === 'leak' ? index + 1 : 0;
  }
  return suspect;
}

/**
 * Of an object and what it dominates, the object alone; but what an earlier detector is sure of counts inside of it too.
 * A suspect that dominates a sure leak is on the trace of that leak, and is left out.
 */
function tops(graph: HeapGraph, mark: Uint8Array): number[] {
  const { order, subtreeCount } = graph.dominators;
  const holdsLeak = dominatorsOfLeaks(graph, mark);
  const found: number[] = [];
  /** For each mark, where the subtree of the last object with it ends. */
  const coveredTo = new Uint32Array(suspect + 1);
  for (let place = 0; place < order.length; place++) {
    const node = order[place] as number;
    const own = mark[node] as number;
    if (own === 0 || (own === suspect && holdsLeak[node] === 1)) continue;
    if (coveredTo.subarray(1, own + 1).some(end => place < end)) continue;
    coveredTo[own] = place + (subtreeCount[place] as number);
    found.push(node);
  }
  return found;
}

/** For each node, 1 when it dominates an object that a detector is sure of. */
function dominatorsOfLeaks({ dominators }: HeapGraph, mark: Uint8Array): Uint8Array {
  const { order, dominator } = dominators;
  const holdsLeak = new Uint8Array(mark.length);
  // Backwards, what a node dominates comes before the node.
  for (let place = order.length - 1; place > 0; place--) {
    const node = order[place] as number;
    const isLeak = mark[node] !== 0 && mark[node] !== suspect;
    if (isLeak || holdsLeak[node] === 1) holdsLeak[order[dominator[place] as number] as number] = 1;
  }
  return holdsLeak;
}

function clustersOf(final: OpenSnapshot, leaked: readonly number[], mark: Uint8Array): LeakCluster[] {
  const { graph, classes } = final;
  const traces = new Traces(final);
  const members = new Map<string, number[]>();
  for (const node of leaked) {
    const key = `${mark[node]} ${traces.shapeOf(node)}`;
    const known = members.get(key);
    if (known === undefined) members.set(key, [node]);
    else known.push(node);
  }
  const sizeOf = (node: number) => retainedSizeOf(graph, node);
  const clusters = Array.from(members.values(), (nodes): LeakCluster => {
    const example = nodes.reduce((most, node) => (sizeOf(node) > sizeOf(most) ? node : most));
    // Index 0 is that of no detector, and a suspect's is behind them all.
    const detector = detectors[(mark[example] as number) - 1];
    return {
      detector: detector?.name ?? null,
      reason: detector?.reason ?? reasonToSuspect,
      trace: traces.traceOf(example),
      className: classes.names[classes.classOf[example] as number] as string,
      count: nodes.length,
      retainedSize: nodes.reduce((sum, node) => sum + sizeOf(node), 0),
      example: {
        node: nodeOrdinal(example),
        id: graph.snapshot.nodes.id[example] as number,
        retainedSize: sizeOf(example),
        edges: traces.edgesTo(example),
      },
    };
  });
  const isSure = ({ detector }: LeakCluster) => Number(detector !== null);
  return clusters.sort((a, b) => isSure(b) - isSure(a) || b.retainedSize - a.retainedSize);
}

const has = (ascending: Uint32Array, id: number): boolean => ascending[lowerBound(ascending, id)] === id;
