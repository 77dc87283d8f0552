import type { NodeSums, SideFigures, WeightUnit } from '../../../src/calltree/call-tree.ts';
import { type ChangeKind, changeKind } from '../../../src/calltree/change-tree.ts';
import { formatBytes, formatCount, formatExactBytes, withShare } from '../../widgets/format.ts';
import type { CellTexts } from '../../widgets/tree-table/source.ts';
import {
  formatError,
  formatExactWeight,
  formatShare,
  formatWeight,
  formatWeightChange,
  type WeightStyle,
} from './weights.ts';

/** The weights of a tree or of a table of functions. */
export interface Weights extends NodeSums {
  readonly unit: WeightUnit;
  readonly beside: SideFigures;
}

/** How one thing has changed from one side to the other. */
export interface ChangeFigures {
  readonly before: number;
  readonly after: number;
  /** What the samples weigh that were there on one of the sides only: its error is told by them. */
  readonly moved: number;
}

/** Icon and word: a change is never told by colour alone. */
const kindTexts: Record<ChangeKind, string> = {
  new: '✚ new',
  gone: '✕ gone',
  grown: '▲ grown',
  shrunk: '▼ shrunk',
  moved: '= same',
};

/** Null where the weights are of no change. @param of the thing alone, or with everything below it. */
export function changeAt({ beside }: Pick<Weights, 'beside'>, index: number, of: keyof NodeSums): ChangeFigures | null {
  const { before, after, moved } = beside;
  if (!before || !after) return null;
  return { before: before[of][index] ?? 0, after: after[of][index] ?? 0, moved: moved?.[of][index] ?? 0 };
}

export const kindText = ({ before, after }: ChangeFigures): string => kindTexts[changeKind(before, after)];

/** What changed, exactly, and how sure that is. */
export function exactChange({ before, after, moved }: ChangeFigures, style: WeightStyle): string {
  const change = Math.round(after - before);
  const exact = style.unit === 'bytes' ? formatExactBytes(change) : `${formatCount(change)} µs`;
  return `${change > 0 ? '+' : ''}${exact}${formatError(moved, style)}`;
}

/** The cells of the columns of figures. @param whole weight of the whole tree. */
export function figureCells(weights: Weights, whole: number, style: WeightStyle): Required<CellTexts> {
  const { unit, beside } = weights;
  const weightAt = (index: number, column: string) => (column === 'self' ? weights.self : weights.total)[index] ?? 0;
  const sideAt = (index: number, column: string) =>
    (column === 'before' || column === 'after' || column === 'kept' ? beside[column]?.total[index] : 0) ?? 0;
  return {
    cell(index, column) {
      const change = changeAt(weights, index, column === 'self' ? 'self' : 'total');
      if (column === 'kind') return change ? kindText(change) : '';
      if (column === 'before' || column === 'after') return formatWeight(sideAt(index, column), unit);
      if (column === 'kept')
        return withShare(
          formatBytes(sideAt(index, column)),
          formatShare(sideAt(index, column), weights.total[index] ?? 0),
        );
      if (change) return formatWeightChange(change.after - change.before, unit);
      const weight = weightAt(index, column);
      return weight === 0 ? '0' : withShare(formatWeight(weight, unit), formatShare(weight, whole));
    },
    title(index, column) {
      const change = changeAt(weights, index, column === 'self' ? 'self' : 'total');
      if (column === 'kind') return change ? kindText(change) : '';
      if (column === 'before' || column === 'after' || column === 'kept')
        return formatExactWeight(sideAt(index, column), style);
      return change ? exactChange(change, style) : formatExactWeight(weightAt(index, column), style);
    },
    bar(index, column) {
      if (column === 'kept') return sideAt(index, column) / Math.max(1, weights.total[index] ?? 0);
      if (!(whole > 0) || (column !== 'total' && column !== 'self')) return 0;
      const change = changeAt(weights, index, column);
      if (!change) return weightAt(index, column) / whole;
      // What was gained and lost hides nothing, so no change can be larger than it. The figure told is the difference alone.
      return column === 'total' ? (change.after - change.before) / whole : 0;
    },
  };
}

/** The figure that a column sorts by. */
export function sortFigure(weights: Weights, column: string): (index: number) => number {
  if (column === 'before' || column === 'after' || column === 'kept')
    return index => weights.beside[column]?.total[index] ?? 0;
  const of = column === 'self' ? 'self' : 'total';
  return index => {
    const change = changeAt(weights, index, of);
    return change ? change.after - change.before : (weights[of][index] ?? 0);
  };
}
