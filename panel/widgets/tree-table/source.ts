import { flattenExpanded, parentRow, type TreeArrays } from './visible-rows.ts';

/** What a tree table asks of its data. Rows are numbered from 0 in the order shown; nothing is kept per row. */
export interface TreeTableSource {
  readonly rowCount: number;
  /** Identity of the row that survives updates. */
  keyAt(row: number): number;
  /** The row that shows this key, or -1. */
  rowOfKey(key: number): number;
  /** 1 for the top level. */
  levelAt(row: number): number;
  /** The row one level up, or -1. */
  parentOf(row: number): number;
  isExpandable(row: number): boolean;
  isExpanded(row: number): boolean;
  cell(row: number, column: string): string;
  /** The full or exact text of a cell, for its tooltip. */
  title(row: number, column: string): string;
  /** More about a row, for who hears it; the titles of its cells tell it to the others. */
  description?(row: number): string | null;
  /** The share to draw as a bar behind the cell, 0 to 1; 0 draws none, and less than 0 as much in the colour of what is lost. */
  bar(row: number, column: string): number;
}

/** What one cell shows, asked by node or item index. */
export interface CellTexts {
  cell(index: number, column: string): string;
  title?(index: number, column: string): string;
  bar?(index: number, column: string): number;
}

/** A source over a tree given as arrays, with the nodes in `expanded` open; also tells which node a row shows. */
export function treeSource(
  tree: TreeArrays,
  expanded: ReadonlySet<number>,
  texts: CellTexts,
  root = 0,
): TreeTableSource & { nodeAt(row: number): number } {
  const rows = flattenExpanded(tree, expanded, root);
  const nodeAt = (row: number) => (row < rows.count ? (rows.node[row] ?? -1) : -1);
  const keyAt = (row: number) => tree.key[nodeAt(row)] ?? Number.NaN;
  return {
    rowCount: rows.count,
    nodeAt,
    keyAt,
    rowOfKey: key => firstRow(rows.count, row => tree.key[rows.node[row] ?? -1] === key),
    levelAt: row => rows.level[row] ?? 1,
    parentOf: row => parentRow(rows, row),
    isExpandable: row => (tree.firstChild[nodeAt(row)] ?? -1) !== -1,
    isExpanded: row => expanded.has(keyAt(row)),
    ...textsByRow(texts, nodeAt),
  };
}

/** A source without levels: for each row, the item `order` names; `key` gives each item its identity. */
export function flatSource(order: ArrayLike<number>, key: (item: number) => number, texts: CellTexts): TreeTableSource {
  const itemAt = (row: number) => order[row] ?? -1;
  return {
    rowCount: order.length,
    keyAt: row => key(itemAt(row)),
    rowOfKey: wanted => firstRow(order.length, row => key(itemAt(row)) === wanted),
    levelAt: () => 1,
    parentOf: () => -1,
    isExpandable: () => false,
    isExpanded: () => false,
    ...textsByRow(texts, itemAt),
  };
}

function textsByRow(texts: CellTexts, indexAt: (row: number) => number) {
  return {
    cell: (row: number, column: string) => texts.cell(indexAt(row), column),
    title: (row: number, column: string) => texts.title?.(indexAt(row), column) ?? texts.cell(indexAt(row), column),
    bar: (row: number, column: string) => texts.bar?.(indexAt(row), column) ?? 0,
  };
}

function firstRow(count: number, matches: (row: number) => boolean): number {
  for (let row = 0; row < count; row++) {
    if (matches(row)) return row;
  }
  return -1;
}
