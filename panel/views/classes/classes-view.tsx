import { useMemo, useState } from 'preact/hooks';
import { frameKey } from '../../../src/calltree/path-key.ts';
import type { ClassCount } from '../../../src/formats/classes.ts';
import { formatCount } from '../../widgets/format.ts';
import { SearchField } from '../../widgets/search-field.tsx';
import type { Column } from '../../widgets/tree-table/columns.ts';
import { nextSort, type Sort } from '../../widgets/tree-table/sort.ts';
import { type CellTexts, flatSource } from '../../widgets/tree-table/source.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { filterFieldId } from '../shortcuts.ts';
import { type ClassRow, classRows, formatChange, shownClasses } from './class-rows.ts';

export interface ClassesViewProps {
  readonly classes: readonly ClassCount[];
  /** The look to compare with; null when there is none. */
  readonly before: readonly ClassCount[] | null;
  /** When that was, as people read it. */
  readonly beforeName: string;
}

const columns: readonly Column[] = [
  { id: 'name', label: 'Constructor', sortable: true },
  { id: 'count', label: 'Objects', align: 'right', width: 140, minWidth: 84, sortable: true },
  {
    id: 'growth',
    label: 'Growth',
    description: 'Objects more (+) or fewer (−) than at the look before',
    align: 'right',
    width: 140,
    minWidth: 84,
    sortable: true,
  },
];

const notCounted =
  'Not counted: objects without a prototype, proxies, primitive values such as strings, and objects of frames and workers.';

const byCount: Sort = { column: 'count', descending: true };
const byGrowth: Sort = { column: 'growth', descending: true };

/** Constructors and how many objects each has, and how that has changed. */
export function ClassesView({ classes, before, beforeName }: ClassesViewProps) {
  const [filter, setFilter] = useState('');
  const [chosenSort, setSort] = useState<Sort | null>(null);
  const [selectedKey, select] = useState<number | null>(null);
  const sort = chosenSort ?? (before ? byGrowth : byCount);
  const rows = useMemo(() => classRows(classes, before), [classes, before]);
  const order = useMemo(() => shownClasses(rows, filter, sort), [rows, filter, sort]);
  const source = useMemo(() => flatSource(order, keysOf(rows), textsOf(rows)), [order, rows]);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <div class="capture-bar">
        <span class="histogram-summary">
          {formatCount(total)} objects of {formatCount(classes.length)} constructors.{' '}
          {before ? `Growth since ${beforeName}.` : 'Count again to see what grows.'}
        </span>
        <SearchField
          id={filterFieldId}
          label="Filter constructors"
          placeholder="Filter by name or /regex/"
          value={filter}
          onText={setFilter}
        />
      </div>
      <div class="capture-main">
        <TreeTable
          label="Classes"
          columns={columns}
          source={source}
          sort={sort}
          onSort={column => setSort(nextSort(sort, column))}
          selectedKey={selectedKey}
          onSelect={select}
          empty="No constructor has such a name."
        />
      </div>
      <p class="hint histogram-hint">{notCounted}</p>
    </>
  );
}

/** A constructor keeps its key from look to look, and with it the selection. */
function keysOf(rows: readonly ClassRow[]): (row: number) => number {
  const keys = rows.map(({ name }) => frameKey({ functionName: name, url: '', line: 0, column: 0 }));
  return row => keys[row] ?? -1;
}

function textsOf(rows: readonly ClassRow[]): CellTexts {
  const most = rows.reduce((max, { count }) => Math.max(max, count), 1);
  return {
    cell(index, column) {
      const row = rows[index];
      if (!row) return '';
      if (column === 'name') return row.name;
      if (column === 'count') return formatCount(row.count);
      return row.growth === null ? '' : formatChange(row.growth);
    },
    bar: (index, column) => (column === 'count' ? (rows[index]?.count ?? 0) / most : 0),
  };
}
