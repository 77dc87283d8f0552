import type { CoverageTable } from '../../analysis/coverage-contract.ts';
import {
  formatBytes,
  formatBytesChange,
  formatCount,
  formatExactBytes,
  formatPercent,
  withShare,
} from '../../widgets/format.ts';
import type { CellTexts } from '../../widgets/tree-table/source.ts';
import { fileName } from './file-name.ts';

/** What the cells of the table of scripts and functions say. */
export function coverageTexts(table: CoverageTable): CellTexts {
  const isScript = (node: number) => table.parent[node] === 0;
  const at = (column: Float64Array | undefined, node: number) => column?.[node] ?? 0;
  const unused = (node: number) => at(table.total, node) - at(table.used, node);
  const share = (node: number) => unused(node) / at(table.total, node);
  const label = uniqueLabels(table);
  return {
    cell(node, column) {
      switch (column) {
        case 'name':
          return isScript(node) ? label(table.name[node] ?? '') : (table.name[node] ?? '');
        case 'line':
          return table.line[node] ? String(table.line[node]) : '';
        case 'detail':
          return table.detail[node] === 'block' ? 'by block' : 'by function';
        case 'total':
          return formatBytes(at(table.total, node));
        case 'used':
          return formatBytes(at(table.used, node));
        case 'unused':
          return withShare(formatBytes(unused(node)), formatPercent(share(node)));
        case 'executions':
          return formatCount(at(table.executions, node));
        case 'before':
          return formatCount(at(table.comparison?.executionsBefore, node));
        case 'change':
          return changeText(table, node, isScript(node));
        default:
          return table.isolates[node] ?? '';
      }
    },
    title(node, column) {
      switch (column) {
        case 'name':
          return table.name[node] ?? '';
        case 'total':
          return formatExactBytes(at(table.total, node));
        case 'used':
          return formatExactBytes(at(table.used, node));
        case 'unused':
          return `${formatExactBytes(unused(node))} of ${formatExactBytes(at(table.total, node))}`;
        default:
          return this.cell(node, column);
      }
    },
    bar: (node, column) => (column === 'unused' && at(table.total, node) > 0 ? share(node) : 0),
  };
}

function changeText({ comparison, used }: CoverageTable, node: number, isScript: boolean): string {
  const change = comparison?.change[node];
  if (!comparison || !change || change === 'same') return '';
  if (!isScript || change === 'new script') return change;
  return `${formatBytesChange((used[node] ?? 0) - (comparison.usedBefore[node] ?? 0))} used`;
}

/** File names, and whole URLs where two scripts have the same file name. */
function uniqueLabels({ name, parent }: CoverageTable): (url: string) => string {
  const urls = new Map<string, string>();
  const doubled = new Set<string>();
  name.forEach((url, node) => {
    if (parent[node] !== 0) return;
    const file = fileName(url);
    if ((urls.get(file) ?? url) !== url) doubled.add(file);
    urls.set(file, url);
  });
  return url => (doubled.has(fileName(url)) ? url : fileName(url));
}
