import type { CallTree } from '../../src/calltree/call-tree.ts';
import { type ChangeKind, changeKind } from '../../src/calltree/change-tree.ts';
import { ComparedTrees } from '../../src/calltree/compared-trees.ts';
import { frameLabel } from '../../src/calltree/frame.ts';
import { functionsOf } from '../../src/calltree/functions.ts';
import { relativeErrorBound } from '../../src/recording/sampling-error.ts';
import type { Bytes } from '../../src/units.ts';
import { more, table } from '../table.ts';
import { withError } from './command.ts';

/** What a function holds itself on one side and on the other, in bytes. */
export interface ChangedFunction {
  readonly functionName: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly standardError: number;
  readonly became: ChangeKind;
}

export interface ChangeOptions {
  /** Average distance between samples, the wider of the two sides; 0 where sizes are exact. */
  readonly interval: Bytes;
  /** Takes both sides as shares of their sums: `before` is scaled to the sum of `after`. */
  readonly shares: boolean;
}

/** The functions that hold more or less on one side than on the other, largest change first. Same name, address, line and column is the same. */
export function changedFunctions(
  before: CallTree,
  after: CallTree,
  { interval, shares }: ChangeOptions,
): ChangedFunction[] {
  // Isolates are of no matter here: they hold nothing themselves.
  const side = (tree: CallTree) => ({ tree, isIsolate: () => false, label: '' });
  const change = new ComparedTrees('bytes').change(side(before), side(after), shares);
  const { frame, beside } = functionsOf(change);
  const all = Array.from(frame, (index, row): ChangedFunction => {
    const place = change.frames[index];
    const [was = 0, is = 0, moved = 0] = [beside.before, beside.after, beside.moved].map(side => side?.self[row] ?? 0);
    return {
      functionName: place ? frameLabel(place) : '',
      url: place?.url ?? '',
      line: place?.line ?? 0,
      column: place?.column ?? 0,
      before: was,
      after: is,
      change: is - was,
      standardError: moved * relativeErrorBound(moved, interval),
      became: changeKind(was, is),
    };
  });
  return all
    .filter(({ change: difference }) => Math.abs(difference) >= 0.5)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** @param all of them, of which the first so many are printed. */
export function changeText(heading: string, all: readonly ChangedFunction[], top: number): string {
  const rows = all.slice(0, top);
  return [
    `${heading}\n\n`,
    table(rows, [
      { title: 'Change', value: row => withError(row.change, row.standardError) },
      { title: 'Before', value: row => Math.round(row.before) },
      { title: 'After', value: row => Math.round(row.after) },
      { title: 'Became', value: row => row.became },
      { title: 'Function', value: row => row.functionName },
      { title: 'Place', value: row => (row.url ? `${row.url}:${row.line}:${row.column}` : '') },
    ]),
    more(rows.length, all.length),
  ].join('');
}
