import type { CallTree } from '../../src/calltree/call-tree.ts';
import { changeTree } from '../../src/calltree/change-tree.ts';
import { finishTree } from '../../src/calltree/tree-builder.ts';
import type { Estimate } from '../../src/recording/history/estimate.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { StackShape } from '../../src/recording/history/stack-table.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import { relativeError } from '../../src/recording/sampling-error.ts';
import type { Measure } from './contract.ts';

/** Bytes of a history as a tree, and how sure their sum is. */
export interface WeighedPast {
  readonly tree: CallTree;
  /** Standard error of the whole, in bytes. */
  readonly standardError: number;
  /** Samples that the whole was estimated from. */
  readonly samples: number;
  /** Whether a frame stands for an isolate. */
  isIsolate(frame: number): boolean;
}

export type PastMeasure = Exclude<Measure, 'cpu'>;

/** @param period for `live`, its end is the moment. */
export function weighPast(
  history: HistoryReader,
  measure: PastMeasure,
  period: TimeRange,
  normalised: boolean,
): WeighedPast {
  const isIsolate = isolateFrames(history.history.stacks.shape());
  switch (measure) {
    case 'live':
      return { ...weighed(history.flameGraphAt(period.to)), isIsolate };
    case 'collected':
      return { ...weighed(history.collectedIn(period)), isIsolate };
    case 'kept':
      return { ...weighed(history.keptOf(period)), isIsolate };
    case 'allocated':
      return { ...allocated(history, period), isIsolate };
    case 'change':
      return { ...changed(history, period, normalised), isIsolate };
  }
}

type Weighed = Pick<WeighedPast, 'tree' | 'standardError' | 'samples'>;

function weighed({ tree, standardError, samples }: Estimate): Weighed {
  return { tree, standardError: standardError[0] ?? 0, samples: samples[0] ?? 0 };
}

/** What was allocated, and beside it what is kept of that. */
function allocated(history: HistoryReader, period: TimeRange): Weighed {
  const estimate = history.keptAndChurn(period);
  const { unit, frames, parent, frame, self, key } = estimate.tree;
  const tree = finishTree(unit, frames, parent, frame, self, key, { kept: ownOf(parent, estimate.kept) });
  return weighed({ ...estimate, tree });
}

function changed(history: HistoryReader, period: TimeRange, normalised: boolean): Weighed {
  const { stacks } = history.history;
  const shape = stacks.shape();
  const { net } = history.changeIn(period);
  // Nothing is alive before the start, even where the first poll is at 0.
  const before = period.from <= 0 ? new Float64Array(0) : history.snapshotAt(period.from).bytes;
  const after = history.snapshotAt(period.to).bytes;
  const perNode = (perStack: Float64Array) =>
    Float64Array.from(shape.parent, (_, node) => perStack[node - shape.offset] ?? 0);
  const selves = {
    before: perNode(before),
    after: perNode(after),
    moved: movedOf(net, shape.parent.length, shape.offset),
  };
  return weighed({ ...net, tree: changeTree(shape, selves, normalised) });
}

/** For each node of a whole tree, bytes of the samples that a change was estimated from: its standard error tells them. */
function movedOf({ tree, samples, standardError, stack }: Estimate, nodeCount: number, offset: number): Float64Array {
  const total = standardError.map((error, node) => error / relativeError(samples[node] as number));
  const moved = new Float64Array(nodeCount);
  ownOf(tree.parent, total).forEach((bytes, node) => {
    moved[(stack[node] as number) + offset] = bytes;
  });
  return moved;
}

/** Below a root above several isolates, the first level is theirs. */
function isolateFrames({ offset, parent, frame }: StackShape): (frame: number) => boolean {
  const tops = new Set<number>();
  if (offset === 1) for (const [node, above] of parent.entries()) if (above === 0) tops.add(frame[node] as number);
  return index => tops.has(index);
}

/** For each node, its total less the totals of its children. */
function ownOf(parent: Int32Array, total: Float64Array): Float64Array {
  const own = total.slice();
  for (let node = 1; node < own.length; node++) {
    const above = parent[node] as number;
    own[above] = (own[above] as number) - (total[node] as number);
  }
  return own;
}
