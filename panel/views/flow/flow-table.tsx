import { useMemo, useState } from 'preact/hooks';
import type { WeightUnit } from '../../../src/calltree/call-tree.ts';
import type { FlowUnit, Place } from '../../../src/flow/flow-graph.ts';
import { type FlowPicture, type PictureEdge, type PictureNode, shareOf } from '../../../src/flow/flow-picture.ts';
import { formatPercent, withShare } from '../../widgets/format.ts';
import type { Column } from '../../widgets/tree-table/columns.ts';
import { nextSort, type Sort } from '../../widgets/tree-table/sort.ts';
import { type CellTexts, flatSource } from '../../widgets/tree-table/source.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { formatWeight } from '../calltree/weights.ts';
import type { DrawnFlow } from './flow-drawer.ts';
import { placeText } from './flow-texts.ts';

export interface FlowTableProps {
  readonly flow: DrawnFlow;
  readonly by: FlowUnit;
  isSelected(place: Place): boolean;
  onSelect(place: Place): void;
  onActivate(place: Place): void;
}

const name: Column = { id: 'name', label: 'Function' };
const calls: readonly Column[] = [
  { id: 'callers', label: 'Called by', align: 'left', width: 260, minWidth: 80, hideBelow: 900 },
  { id: 'calls', label: 'Calls', align: 'left', width: 260, minWidth: 80, hideBelow: 900 },
];

/** The same as the picture, as a table: a row for each box, with what goes in and out of it. */
export function FlowTable({ flow, by, isSelected, onSelect, onActivate }: FlowTableProps) {
  const { picture, unit, graphs } = flow;
  const [sort, setSort] = useState<Sort>({ column: 'cumulative 0', descending: true });
  const columns = useMemo(() => [name, ...figureColumns(graphs), ...calls], [graphs]);
  const order = useMemo(() => sortedNodes(picture.nodes, sort), [picture, sort]);
  const source = useMemo(() => flatSource(order, node => node, textsOf(picture, unit, by)), [order, picture, unit, by]);
  const placeOf = (row: number) => picture.nodes[order[row] ?? -1]?.places[0];
  const selected = picture.nodes.findIndex(({ places }) => places.some(isSelected));
  return (
    <TreeTable
      label="Flow"
      columns={columns}
      source={source}
      sort={sort}
      onSort={column => setSort(nextSort(sort, column))}
      selectedKey={selected === -1 ? null : selected}
      onSelect={(_key, row) => {
        const place = placeOf(row);
        if (place) onSelect(place);
      }}
      onActivate={(_key, row) => {
        const place = placeOf(row);
        if (place) onActivate(place);
      }}
    />
  );
}

function figureColumns(graphs: readonly string[]): Column[] {
  const named = graphs.length > 0 ? graphs.map(graph => `, ${graph}`) : [''];
  const figure = { align: 'right', width: 130, minWidth: 104, sortable: true } as const;
  return named.flatMap((graph, at) => [
    { ...figure, id: `local ${at}`, label: `Own${graph}`, description: 'The function alone' },
    {
      ...figure,
      id: `cumulative ${at}`,
      label: `With calls${graph}`,
      description: 'The function and everything it called',
    },
  ]);
}

/** What a column such as `local 1` shows of a node. */
function figureOf({ local, cumulative }: PictureNode, column: string): number {
  const [which, graph = 0] = column.split(' ');
  return (which === 'local' ? local : cumulative)[Number(graph)] ?? 0;
}

function sortedNodes(nodes: readonly PictureNode[], { column, descending }: Sort): number[] {
  const order = [...nodes.keys()];
  const sign = descending ? -1 : 1;
  const at = (index: number): PictureNode => nodes[index] ?? { places: [], local: [], cumulative: [] };
  if (column === 'name') return order.sort((a, b) => -sign * labelOf(at(a)).localeCompare(labelOf(at(b))));
  return order.sort((a, b) => sign * (figureOf(at(a), column) - figureOf(at(b), column)));
}

const labelOf = ({ places }: PictureNode): string => places.map(({ label }) => label).join(' › ');

function textsOf({ nodes, edges, totals }: FlowPicture, unit: WeightUnit, by: FlowUnit): CellTexts {
  const nameOf = (place: Place | undefined) => (place ? placeText(place, by).name : '');
  const weights = ({ weight }: PictureEdge) => weight.map(part => formatWeight(part, unit)).join(' → ');
  const callersOf = (index: number) =>
    edges.filter(({ to }) => to === index).map(edge => `${nameOf(nodes[edge.from]?.places.at(-1))} ${weights(edge)}`);
  const callsOf = (index: number) =>
    edges.filter(({ from }) => from === index).map(edge => `${nameOf(nodes[edge.to]?.places[0])} ${weights(edge)}`);
  return {
    cell(index, column) {
      const node = nodes[index];
      if (!node) return '';
      if (column === 'name') return node.places.map(nameOf).join(' › ');
      if (column === 'callers') return callersOf(index).join(', ');
      if (column === 'calls') return callsOf(index).join(', ');
      const figure = figureOf(node, column);
      const whole = totals[Number(column.split(' ')[1])] ?? 0;
      return figure === 0 ? '0' : withShare(formatWeight(figure, unit), formatPercent(shareOf(figure, whole)));
    },
    title(index, column) {
      const node = nodes[index];
      return node && column === 'name' ? labelOf(node) : this.cell(index, column);
    },
    bar(index, column) {
      const node = nodes[index];
      if (!node || !column.startsWith('cumulative')) return 0;
      return shareOf(figureOf(node, column), totals[Number(column.split(' ')[1])] ?? 0);
    },
  };
}
