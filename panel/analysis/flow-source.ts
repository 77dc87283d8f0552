import type { CallTree } from '../../src/calltree/call-tree.ts';
import { scaleTo } from '../../src/calltree/change-tree.ts';
import { filterTree } from '../../src/calltree/filter.ts';
import { flowGraphOf, scaledGraph } from '../../src/flow/flow-graph.ts';
import { flowPicture } from '../../src/flow/flow-picture.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import { type Milliseconds, milliseconds } from '../../src/units.ts';
import type { Measure, ViewRequest } from './contract.ts';
import type { FlowAnswer, FlowRequest } from './flow-contract.ts';
import type { Weight } from './weight.ts';

/** What of a view decides on its flow graph. */
type FlowWish = Pick<ViewRequest, 'filter' | 'normalised'>;

/** How many moments are in the picture: a change is one of two, which a flow graph shows as they are; CPU time has none. */
export function momentsOf({ moments }: FlowRequest, measure: Measure): number {
  if (measure === 'cpu') return 1;
  return measure === 'change' ? Math.max(2, moments) : moments;
}

/** As many moments of a time, from its start to its end. */
export function momentsIn({ from, to }: TimeRange, count: number): Milliseconds[] {
  return Array.from({ length: count }, (_, at) => milliseconds(from + ((to - from) * at) / (count - 1)));
}

/** One tree as a flow graph. */
export function flowOfTree(tree: CallTree, filter: string, request: FlowRequest): FlowAnswer {
  return flowOfTrees([tree], { times: [], areCaptures: false }, { filter, normalised: false }, request);
}

/** What two captures weigh as one picture: first the one that is compared with, then what is shown. */
export function flowOfCaptures(base: Weight | null, own: Weight, wish: FlowWish, request: FlowRequest): FlowAnswer {
  const nothing = { ...own.tree, self: own.tree.self.map(() => 0), total: own.tree.total.map(() => 0) };
  const times = [base ?? own, own].map(({ shown }) => shown.period.to);
  return flowOfTrees([base?.tree ?? nothing, own.tree], { times, areCaptures: true }, wish, request);
}

/** What was alive at several moments as one picture. */
export function flowOfTimes(
  history: HistoryReader,
  times: readonly Milliseconds[],
  wish: FlowWish,
  request: FlowRequest,
): FlowAnswer {
  const trees = times.map(time => history.flameGraphAt(time).tree);
  return flowOfTrees(trees, { times, areCaptures: false }, wish, request);
}

function flowOfTrees(
  trees: readonly CallTree[],
  sides: Pick<FlowAnswer, 'times' | 'areCaptures'>,
  { filter, normalised }: FlowWish,
  { by, options }: FlowRequest,
): FlowAnswer {
  const last = trees.at(-1);
  if (!last) throw new RangeError('A flow graph of no tree.');
  const graphs = trees.map(tree => {
    const graph = flowGraphOf(filterTree(tree, filter), by);
    // By what all of it weighs, as in the other views, whatever of it is filtered.
    return normalised ? scaledGraph(graph, scaleTo(tree.self, last.self)) : graph;
  });
  return { unit: last.unit, picture: flowPicture(graphs, options), ...sides, isScaled: normalised };
}
