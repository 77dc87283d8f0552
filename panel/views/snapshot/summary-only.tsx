import { useMemo, useState } from 'preact/hooks';
import type { SnapshotSummary } from '../../../src/snapshot/summary/snapshot-summary.ts';
import { explanationOf } from '../../snapshot-worker/internal-kinds.ts';
import { formatBytes, formatCount } from '../../widgets/format.ts';
import { SearchField } from '../../widgets/search-field.tsx';
import type { Sort } from '../../widgets/tree-table/sort.ts';
import { type CellTexts, flatSource } from '../../widgets/tree-table/source.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { summaryColumns } from './columns.ts';
import { formatExactFigure, formatFigure } from './figures.ts';
import { shownClasses, summarySort } from './summary-rows.ts';

export interface SummaryOnlyProps {
  readonly summary: SnapshotSummary;
  /** Opens the whole snapshot. */
  onOpen(): void;
}

/** The classes of a snapshot that was not opened: there is nothing below them, and nothing that takes the whole graph. */
export function SummaryOnly({ summary, onOpen }: SummaryOnlyProps) {
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'shallowSize', descending: true });
  const [selectedKey, select] = useState<number | null>(null);
  const { classes, nodeCount, totalSize } = summary;
  const order = useMemo(() => shownClasses(classes, filter, sort), [classes, filter, sort]);
  const source = useMemo(() => flatSource(order, place => place, textsOf(summary)), [order, summary]);
  return (
    <>
      <div class="message info snapshot-notice">
        <span>
          This is a summary only: retained sizes, distances and single objects need the whole snapshot in memory.
        </span>
        <button type="button" class="button" onClick={onOpen}>
          Open the whole snapshot
        </button>
      </div>
      <div class="capture-bar snapshot-controls">
        <span class="hint">
          {formatCount(nodeCount)} nodes, {formatBytes(totalSize)}
        </span>
        <SearchField
          label="Filter classes"
          placeholder="Filter classes: text or /regex/"
          value={filter}
          onText={setFilter}
        />
      </div>
      <div class="capture-main">
        <TreeTable
          label="Classes"
          columns={summaryColumns}
          source={source}
          sort={sort}
          onSort={column => setSort(summarySort(sort, column))}
          selectedKey={selectedKey}
          onSelect={select}
          empty={<div class="empty-state">No such class is in this snapshot.</div>}
        />
      </div>
    </>
  );
}

function textsOf({ classes, totalSize }: SnapshotSummary): CellTexts {
  const columnOf = new Map(summaryColumns.map(column => [column.id, column]));
  const text = (place: number, id: string, format: typeof formatFigure) => {
    const [row, column] = [classes[place], columnOf.get(id)];
    if (!row || !column) return '';
    if (id === 'name') return row.name;
    return format(column, id === 'count' ? row.count : row.shallowSize, totalSize);
  };
  return {
    cell: (place, id) => text(place, id, formatFigure),
    title: (place, id) => {
      const exact = text(place, id, formatExactFigure);
      const explanation = id === 'name' ? explanationOf(exact) : null;
      return explanation ? `${exact}\n${explanation}` : exact;
    },
    bar: (place, id) => (id === 'shallowSize' ? (classes[place]?.shallowSize ?? 0) / totalSize : 0),
  };
}
