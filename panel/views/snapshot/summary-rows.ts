import type { ClassSummary } from '../../../src/snapshot/summary/snapshot-summary.ts';
import { nextSort, type Sort } from '../../widgets/tree-table/sort.ts';
import { textFilter } from '../text-filter.ts';

/** The order after a press on the head of a column: names begin with A, figures with the largest. */
export function summarySort(sort: Sort, column: string): Sort {
  return column === 'name' && sort.column !== column ? { column, descending: false } : nextSort(sort, column);
}

/** Places of the classes that match, in the order asked for; equals by their name. */
export function shownClasses(
  classes: readonly ClassSummary[],
  filter: string,
  { column, descending }: Sort,
): readonly number[] {
  const matches = textFilter(filter);
  const sign = descending ? -1 : 1;
  const byName = (a: ClassSummary, b: ClassSummary) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const compare = (a: ClassSummary, b: ClassSummary) => {
    if (column === 'name') return sign * byName(a, b);
    const difference = column === 'count' ? a.count - b.count : a.shallowSize - b.shallowSize;
    return sign * difference || byName(a, b);
  };
  return classes
    .map((row, place) => ({ row, place }))
    .filter(({ row }) => matches(row.name))
    .sort((a, b) => compare(a.row, b.row))
    .map(({ place }) => place);
}
