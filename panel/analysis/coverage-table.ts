import { frameFilter } from '../../src/calltree/filter.ts';
import { frameKey } from '../../src/calltree/path-key.ts';
import {
  changeOf,
  compareScript,
  type FunctionChange,
  type ScriptComparison,
  unused,
} from '../../src/coverage/compare.ts';
import { type CoverageDetail, figuresOf, type ScriptFigures } from '../../src/coverage/figures.ts';
import { executions, ownRange } from '../../src/coverage/function-coverage.ts';
import { lineOf, lineStarts } from '../../src/coverage/lines.ts';
import type { FunctionCoverage, ScriptCoverage } from '../../src/coverage/script-coverage.ts';
import type { ScriptSource } from '../../src/coverage/script-source.ts';
import type { CoverageColumn, CoverageRequest, CoverageTable } from './coverage-contract.ts';

/** A script with all that is known of it. */
export interface KnownScript {
  readonly coverage: ScriptCoverage;
  readonly source: ScriptSource | null;
  /** Labels of the isolates that it ran in. */
  readonly isolates: string;
}

/** One row, before the rows become columns. */
interface Row {
  readonly key: number;
  readonly name: string;
  readonly line: number;
  readonly offset: number;
  readonly total: number;
  readonly used: number;
  readonly executions: number;
  readonly detail: CoverageDetail;
  readonly isolates: string;
  readonly usedBefore: number;
  readonly executionsBefore: number;
  readonly change: FunctionChange | 'new script' | null;
}

interface ScriptRow extends Row {
  readonly expanded: boolean;
  readonly functions: readonly Row[];
}

/** @param earlier scripts of the capture to compare with; null for none. */
export function coverageTable(
  scripts: readonly KnownScript[],
  request: CoverageRequest,
  earlier: readonly ScriptCoverage[] | null,
): CoverageTable {
  const matches = frameFilter(request.filter);
  const earlierByUrl = earlier && byUrl(earlier);
  const rows: ScriptRow[] = [];
  for (const script of [...scripts, ...(earlier ? goneScripts(scripts, earlier) : [])]) {
    const isWanted = ({ functionName }: FunctionCoverage) => matches?.({ ...noPlace, functionName }) ?? true;
    const urlMatches = matches?.({ ...noPlace, url: script.coverage.url }) ?? true;
    const wanted = urlMatches ? () => true : isWanted;
    const found = urlMatches || script.coverage.functions.some(isWanted);
    const sameUrl = earlierByUrl && (earlierByUrl.get(script.coverage.url) ?? []);
    if (found) rows.push(scriptRow(script, wanted, !urlMatches, request, sameUrl));
  }
  rows.sort(orderOf(request.sort));
  return columnsOf(rows, scripts, earlier !== null);
}

function byUrl(scripts: readonly ScriptCoverage[]): Map<string, ScriptCoverage[]> {
  const found = new Map<string, ScriptCoverage[]>();
  for (const script of scripts) {
    const same = found.get(script.url);
    if (same) same.push(script);
    else found.set(script.url, [script]);
  }
  return found;
}

/** Scripts that ran earlier alone: in the table with nothing used. */
function goneScripts(scripts: readonly KnownScript[], earlier: readonly ScriptCoverage[]): KnownScript[] {
  const urls = new Set(scripts.map(({ coverage }) => coverage.url));
  const gone = earlier.filter(({ url }) => !urls.has(url));
  return gone.map(script => ({ coverage: unused(script), source: null, isolates: '' }));
}

const noPlace = { functionName: '', url: '', line: 0, column: 0 };

/** Names a script in every update: its id is that of the run that came first. */
export function scriptKey({ scriptId, url }: ScriptCoverage): number {
  return frameKey({ functionName: `script ${scriptId}`, url, line: 0, column: 0 });
}

function scriptRow(
  script: KnownScript,
  wanted: (coverage: FunctionCoverage) => boolean,
  openedByFilter: boolean,
  { toggled, sort }: CoverageRequest,
  sameUrl: readonly ScriptCoverage[] | null,
): ScriptRow {
  const { source, isolates } = script;
  const comparison = sameUrl && compareScript(script.coverage, sameUrl);
  const coverage = comparison?.both ?? script.coverage;
  const figures = knownFigures(coverage, source);
  const before = comparison?.before && knownFigures(comparison.before, null);
  const key = scriptKey(coverage);
  const expanded = openedByFilter !== toggled.has(key);
  const functions = functionRows(
    { ...script, coverage },
    figures,
    wanted,
    comparison,
    expanded ? Number.POSITIVE_INFINITY : 1,
  );
  return {
    key,
    name: coverage.url,
    line: 0,
    offset: 0,
    total: figures.total,
    used: figures.used,
    executions: figures.executions,
    detail: figures.detail,
    isolates,
    usedBefore: before?.used ?? 0,
    executionsBefore: before?.executions ?? 0,
    change: comparison && (before ? changeOf(before.used, figures.used) : 'new script'),
    expanded,
    functions: functions.sort(orderOf(sort)),
  };
}

function functionRows(
  { coverage: script, source }: KnownScript,
  figures: ScriptFigures,
  wanted: (coverage: FunctionCoverage) => boolean,
  comparison: ScriptComparison | null,
  most: number,
): Row[] {
  const starts = source && knownLines(source);
  const rows: Row[] = [];
  script.functions.forEach((coverage, i) => {
    const { startOffset, endOffset, count } = ownRange(coverage);
    const isTopLevel = startOffset === 0 && endOffset === figures.total && coverage.functionName === '';
    if (rows.length >= most || isTopLevel || !wanted(coverage)) return;
    const before = comparison?.countBefore[i] ?? 0;
    rows.push({
      key: frameKey({
        functionName: `${script.scriptId} ${coverage.functionName}`,
        url: script.url,
        line: startOffset,
        column: endOffset,
      }),
      name: coverage.functionName || '(anonymous)',
      line: starts && source ? lineOf(starts, startOffset) + source.line : 0,
      offset: startOffset,
      total: figures.functionTotal[i] as number,
      used: figures.functionUsed[i] as number,
      executions: count,
      detail: coverage.isBlockCoverage ? 'block' : 'function',
      isolates: '',
      usedBefore: 0,
      executionsBefore: before,
      change: comparison && changeOf(before, count),
    });
  });
  return rows;
}

function orderOf({ column, descending }: CoverageRequest['sort']): (a: Row, b: Row) => number {
  const sign = descending ? -1 : 1;
  const figure = figureOf[column];
  if (figure) return (a, b) => sign * (figure(a) - figure(b)) || a.offset - b.offset || compareNames(a, b);
  const text = column === 'detail' ? (row: Row) => row.detail : (row: Row) => row.name;
  return (a, b) => sign * compareTexts(text(a), text(b)) || a.offset - b.offset || compareNames(a, b);
}

const figureOf: Partial<Record<CoverageColumn, (row: Row) => number>> = {
  total: row => row.total,
  used: row => row.used,
  unused: row => row.total - row.used,
  executions: row => row.executions,
  change: row => row.executions - row.executionsBefore,
};

const compareNames = (a: Row, b: Row) => compareTexts(a.name, b.name);
const compareTexts = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

function columnsOf(scripts: readonly ScriptRow[], known: readonly KnownScript[], compared: boolean): CoverageTable {
  const nodes: Row[] = [rootRow(known)];
  const parent: number[] = [-1];
  const firstChild: number[] = [-1];
  const nextSibling: number[] = [-1];
  const addBelow = (above: number, rows: readonly Row[], visit: (node: number, index: number) => void) => {
    let previous = -1;
    rows.forEach((row, index) => {
      const node = nodes.push(row) - 1;
      parent.push(above);
      firstChild.push(-1);
      nextSibling.push(-1);
      if (previous === -1) firstChild[above] = node;
      else nextSibling[previous] = node;
      previous = node;
      visit(node, index);
    });
  };
  addBelow(0, scripts, (node, index) => addBelow(node, scripts[index]?.functions ?? [], () => {}));
  const [root] = nodes as [Row];
  return {
    nodeCount: nodes.length,
    parent: Int32Array.from(parent),
    firstChild: Int32Array.from(firstChild),
    nextSibling: Int32Array.from(nextSibling),
    key: Float64Array.from(nodes, row => row.key),
    name: nodes.map(row => row.name),
    line: Uint32Array.from(nodes, row => row.line),
    offset: Uint32Array.from(nodes, row => row.offset),
    total: Float64Array.from(nodes, row => row.total),
    used: Float64Array.from(nodes, row => row.used),
    executions: Float64Array.from(nodes, row => row.executions),
    detail: nodes.map(row => row.detail),
    isolates: nodes.map(row => row.isolates),
    comparison: compared
      ? {
          usedBefore: Float64Array.from(nodes, row => row.usedBefore),
          executionsBefore: Float64Array.from(nodes, row => row.executionsBefore),
          change: nodes.map(row => row.change),
        }
      : null,
    expanded: new Set(scripts.filter(({ expanded }) => expanded).map(({ key }) => key)),
    scriptCount: known.length,
    wholeTotal: root.total,
    wholeUsed: root.used,
    startedBefore: known.filter(({ coverage }) => startedBefore(coverage)).length,
  };
}

function rootRow(scripts: readonly KnownScript[]): Row {
  const figures = scripts.map(({ coverage, source }) => knownFigures(coverage, source));
  const sum = (figure: (of: ScriptFigures) => number) => figures.reduce((total, of) => total + figure(of), 0);
  return {
    ...{ key: 0, name: '', line: 0, offset: 0, detail: 'block', isolates: '' },
    ...{ usedBefore: 0, executionsBefore: 0, change: null },
    total: sum(of => of.total),
    used: sum(of => of.used),
    executions: sum(of => of.executions),
  };
}

/** Its top level did not run in the recording: it had before. */
function startedBefore({ functions }: ScriptCoverage): boolean {
  const [top] = functions;
  return !top || ownRange(top).startOffset !== 0 || executions(top) === 0;
}

const figuresByScript = new WeakMap<ScriptCoverage, ScriptFigures>();
const linesBySource = new WeakMap<ScriptSource, Uint32Array>();

/** Scripts that have not changed are the same objects as at the last update. */
export function knownFigures(script: ScriptCoverage, source: ScriptSource | null): ScriptFigures {
  const known = figuresByScript.get(script);
  if (known && known.total >= (source?.text.length ?? 0)) return known;
  const figures = figuresOf(script, source?.text.length ?? null);
  figuresByScript.set(script, figures);
  return figures;
}

function knownLines(source: ScriptSource): Uint32Array {
  const starts = linesBySource.get(source) ?? lineStarts(source.text);
  linesBySource.set(source, starts);
  return starts;
}
