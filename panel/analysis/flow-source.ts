import type { CallTree } from '../../src/calltree/call-tree.ts';
import { filterTree } from '../../src/calltree/filter.ts';
import { flowGraphOf } from '../../src/flow/flow-graph.ts';
import { flowPicture } from '../../src/flow/flow-picture.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import { type Milliseconds, milliseconds } from '../../src/units.ts';
import type { Measure } from './contract.ts';
import type { FlowAnswer, FlowRequest } from './flow-contract.ts';
import type { Weight } from './weight.ts';

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
export function flowOfTree(tree: CallTree, filter: string, { by, options }: FlowRequest): FlowAnswer {
  return { unit: tree.unit, picture: flowPicture([flowGraphOf(filterTree(tree, filter), by)], options), times: [] };
}

/** What two captures weigh as one picture: A is the one that is compared with, B what is shown. */
export function flowOfCaptures(
  base: Weight | null,
  own: Weight,
  filter: string,
  { by, options }: FlowRequest,
): FlowAnswer {
  const nothing = { ...own.tree, self: own.tree.self.map(() => 0), total: own.tree.total.map(() => 0) };
  const graphs = [base?.tree ?? nothing, own.tree].map(tree => flowGraphOf(filterTree(tree, filter), by));
  const times = [base ?? own, own].map(({ shown }) => shown.period.to);
  return { unit: own.tree.unit, picture: flowPicture(graphs, options), times };
}

/** What was alive at several moments as one picture. */
export function flowOfTimes(
  history: HistoryReader,
  times: readonly Milliseconds[],
  filter: string,
  { by, options }: FlowRequest,
): FlowAnswer {
  const graphs = times.map(time => flowGraphOf(filterTree(history.flameGraphAt(time).tree, filter), by));
  return { unit: 'bytes', picture: flowPicture(graphs, options), times };
}
