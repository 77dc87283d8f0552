/** Rows that stand for several objects: classes, equal strings, DOM trees, functions, changes. */
import { type Frame, frameLabel } from '../../src/calltree/frame.ts';
import type { ClassRow } from '../../src/snapshot/class-table.ts';
import type { AllocatingFunction, AllocationRow } from '../../src/snapshot/queries/allocation-stacks.ts';
import type { ClassDifference } from '../../src/snapshot/queries/comparison.ts';
import type { DetachedTree } from '../../src/snapshot/queries/detached-trees.ts';
import type { DuplicateStrings } from '../../src/snapshot/queries/duplicate-strings.ts';
import type { NodeFilter } from '../../src/snapshot/queries/filters.ts';
import type { ClassTrend } from '../../src/snapshot/queries/trend.ts';
import { formatCount } from '../widgets/format.ts';
import type { ListRow } from './contract.ts';
import { explanationOf } from './internal-kinds.ts';

export const times = (count: number): string => `×${formatCount(count)}`;

export function classRow(row: ClassRow, scope: NodeFilter): ListRow {
  const { classIndex, name, count, distance, shallowSize, retainedSize } = row;
  return {
    id: classIndex,
    text: `${name} ${times(count)}`,
    explanation: explanationOf(name),
    figures: { count, distance, shallowSize, retainedSize },
    object: null,
    below: { kind: 'instances', classIndex, scope },
  };
}

/** @param group the number of the text among all duplicates. */
export function stringRow(text: string, strings: DuplicateStrings, group: number): ListRow {
  const { nodes, isTruncated, shallowSize, retainedSize, wastedSize } = strings;
  return {
    id: group,
    text: `"${text}${isTruncated ? '…' : ''}"`,
    figures: { count: nodes.length, shallowSize, retainedSize, wastedSize },
    object: null,
    below: { kind: 'copies', group },
  };
}

/** @param tree its number among all detached trees. @param name of the node by which it is held. @param object that node. */
export function detachedRow(
  name: string,
  object: ListRow['object'],
  { nodes, shallowSize, retainedSize }: DetachedTree,
  tree: number,
): ListRow {
  return {
    id: tree,
    text: name,
    explanation: explanationOf(name),
    figures: { count: nodes.length, shallowSize, retainedSize },
    object,
    below: { kind: 'detached nodes', tree },
  };
}

/** @param depth how many calls a caller is above the function that allocated; 0 for the function itself. */
export function allocationRow(row: AllocationRow, id: number, depth: number): ListRow {
  const { traceNodeIds, hasCallers, count, size, liveCount, liveSize } = row;
  const frame = frameOf(row.function);
  return {
    id,
    text: frameLabel(frame),
    figures: { count, size, liveCount, liveSize },
    object: null,
    below: hasCallers ? { kind: 'callers', traceNodeIds, depth: depth + 1 } : null,
    frame,
    traceNodeIds,
  };
}

export function frameOf({ functionName, scriptName, line, column }: AllocatingFunction): Frame {
  return { functionName, url: scriptName, line, column };
}

/** @param change its number among all changes. */
export function changeRow(difference: ClassDifference, change: number): ListRow {
  const { name, newCount, deletedCount, countDelta, newSize, deletedSize, sizeDelta } = difference;
  return {
    id: change,
    text: name,
    explanation: explanationOf(name),
    figures: { newCount, deletedCount, countDelta, newSize, deletedSize, sizeDelta },
    object: null,
    below: { kind: 'changed', change },
  };
}

/** Figures are `count 0`, `count 1` … and the growth from the first to the last. */
export function trendRow({ name, counts, shallowSizes, alwaysGrows }: ClassTrend, id: number): ListRow {
  const byTime = Object.fromEntries(counts.map((count, i) => [`count ${i}`, count]));
  const growthOf = (values: readonly number[]) => (values.at(-1) ?? 0) - (values[0] ?? 0);
  return {
    id,
    text: alwaysGrows ? `${name} (grows every time)` : name,
    explanation: explanationOf(name),
    figures: { ...byTime, countDelta: growthOf(counts), sizeDelta: growthOf(shallowSizes) },
    object: null,
    below: null,
  };
}
