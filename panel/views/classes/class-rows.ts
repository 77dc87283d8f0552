import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import type { ClassCount } from '../../../src/formats/classes.ts';
import { formatCount } from '../../widgets/format.ts';
import type { Sort } from '../../widgets/tree-table/sort.ts';
import { textFilter } from '../text-filter.ts';

export interface ClassRow extends ClassCount {
  /** Objects more than at the look before, negative when fewer; null when there is none to compare with. */
  readonly growth: number | null;
}

/** Every constructor of either look, in the order of `now`; one that has gone has a count of 0. */
export function classRows(now: readonly ClassCount[], before: readonly ClassCount[] | null): ClassRow[] {
  if (!before) return now.map(counted => ({ ...counted, growth: null }));
  const earlier = new Map(before.map(({ name, count }) => [name, count]));
  const rows = now.map(({ name, count }) => ({ name, count, growth: count - (earlier.get(name) ?? 0) }));
  const names = new Set(now.map(({ name }) => name));
  const gone = before.filter(({ name }) => !names.has(name));
  return [...rows, ...gone.map(({ name, count }) => ({ name, count: 0, growth: -count }))];
}

/** Places of the rows that match, in the order asked for. */
export function shownClasses(rows: readonly ClassRow[], filter: string, { column, descending }: Sort): number[] {
  const matches = textFilter(filter);
  const order = rows.flatMap(({ name }, i) => (matches(name) ? i : []));
  const sign = descending ? -1 : 1;
  const by = (row: ClassRow) => (column === 'growth' ? (row.growth ?? 0) : row.count);
  return order.sort((a, b) => {
    const [one, other] = [rows[a], rows[b]];
    if (!one || !other) return 0;
    return column === 'name' ? -sign * one.name.localeCompare(other.name) : sign * (by(one) - by(other));
  });
}

/** A change with its sign: `+1,248`, `−3`, `0`. */
export function formatChange(value: number): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${formatCount(Math.abs(value))}`;
}

/** The last count before this one of the same page, whatever stands behind `#` in its address. Captures come newest first. */
export function lookBefore(capture: CaptureSummary, captures: readonly CaptureSummary[]): CaptureSummary | null {
  const page = ({ url }: CaptureSummary) => url.split('#')[0];
  const isBefore = (other: CaptureSummary) => other.kind === 'classes' && other.startedAt < capture.startedAt;
  return captures.find(other => isBefore(other) && page(other) === page(capture)) ?? null;
}
