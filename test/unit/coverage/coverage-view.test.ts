import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CoverageRequest, type CoverageTable, shownText } from '../../../panel/analysis/coverage-contract.ts';
import { scriptKey } from '../../../panel/analysis/coverage-table.ts';
import { CoverageView, type CoveredIsolate } from '../../../panel/analysis/coverage-view.ts';
import { sourceRow } from '../../../panel/views/coverage/source-row.ts';
import type { ScriptCoverage } from '../../../src/coverage/script-coverage.ts';
import { scriptOf } from './picture.ts';

const request: CoverageRequest = {
  filter: '',
  sort: { column: 'unused', descending: true },
  toggled: new Set(),
  source: null,
};
const text = 'used(1);\n\nfunction used(n) {\n  if (n) return 1;\n  return 2;\n}\nfunction never() {}\n';
const whole = `0-${text.length}`;
const used = rangeOf('function used', '}\nfunction never');
const second = rangeOf('  return 2', ';\n}');
const never = rangeOf('function never', '}\n');
const app = scriptOf('https://page/app.js', `- ${whole}:1\n used ${used}:3 ${second}:2\n never() ${never}:0`);
const neverLength = 'function never() {}'.length;
const usedLength = text.indexOf('function never') - 1 - text.indexOf('function used');
const worker = scriptOf('https://page/worker.js', '- 0-50:1\n received 10-40:7', '3');
const typedInConsole = scriptOf('', '- 0-9:1', '99');
const page: CoveredIsolate = {
  label: 'main page',
  scripts: [app, typedInConsole],
  sources: [{ scriptId: '7', url: app.url, line: 1, column: 1, text }],
};
const inWorker: CoveredIsolate = { label: 'worker', scripts: [worker], sources: [] };

function look(
  isolates: CoveredIsolate[],
  wanted: Partial<CoverageRequest> = {},
  earlier: ScriptCoverage[] | null = null,
) {
  const before = earlier && [{ label: '', scripts: earlier, sources: [] }];
  return new CoverageView().update(isolates, { ...request, ...wanted }, before);
}

/** The text from where `first` begins to behind the first character of `last`, as a range of a drawing. */
function rangeOf(first: string, last: string): string {
  const start = text.indexOf(first);
  return `${start}-${text.indexOf(last, start) + 1}`;
}

/** Rows as a person sees them: closed scripts without what is in them. */
function rowsOf(table: CoverageTable): (string | number | null)[][] {
  const rows: (string | number | null)[][] = [];
  for (let node = 1; node < table.nodeCount; node++) {
    const parent = table.parent[node] ?? 0;
    if (parent > 0 && !table.expanded.has(table.key[parent] ?? 0)) continue;
    const { name, line, used, total, executions } = table;
    const own = [name[node] ?? '', line[node] ?? 0, used[node] ?? 0, total[node] ?? 0, executions[node] ?? 0];
    rows.push(table.comparison ? [...own, table.comparison.change[node] ?? null] : own);
  }
  return rows;
}

test('scripts stand by unused size, an opened one above its functions with their lines', () => {
  const { table } = look([page, inWorker], { toggled: new Set([scriptKey(app)]) });
  assert.deepEqual(rowsOf(table), [
    ['https://page/app.js', 0, text.length - neverLength, text.length, 4],
    ['never', 7, 0, neverLength, 0],
    ['used', 3, usedLength, usedLength, 3],
    ['https://page/worker.js', 0, 50, 50, 8],
  ]);
  assert.deepEqual([table.wholeTotal, table.wholeUsed], [text.length + 50, text.length - neverLength + 50]);
  assert.deepEqual([table.scriptCount, table.startedBefore], [2, 0]);
});

test('a filter opens the scripts whose functions it finds, and nothing else is listed', () => {
  assert.deepEqual(
    rowsOf(look([page, inWorker], { filter: 'receiv' }).table).map(([name]) => name),
    ['https://page/worker.js', 'received'],
  );
  assert.deepEqual(
    rowsOf(look([page, inWorker], { filter: '/APP\\.js$/i' }).table).map(([name]) => name),
    ['https://page/app.js'],
  );
});

test('the same script in page and worker is one row that says where it ran', () => {
  const { table } = look([page, { label: 'worker', scripts: [{ ...app, scriptId: '2' }], sources: [] }]);
  assert.deepEqual(rowsOf(table), [['https://page/app.js', 0, text.length - neverLength, text.length, 8]]);
  assert.equal(table.isolates[1], 'main page, worker');
});

test('compared with another capture, scripts and functions say what became of them', () => {
  const earlier = scriptOf(app.url, `- ${whole}:1\n used ${used}:0\n never ${never}:2`);
  const gone = scriptOf('https://page/gone.js', '- 0-30:1\n f 5-25:2', '70');
  const { table } = look([page, inWorker], { toggled: new Set([scriptKey(app)]) }, [earlier, gone]);
  assert.deepEqual(
    rowsOf(table).map(([name, , , , , change]) => [name, change]),
    [
      ['https://page/gone.js', 'no longer used'],
      ['https://page/app.js', 'more often'],
      ['never', 'no longer used'],
      ['used', 'newly used'],
      ['https://page/worker.js', 'new script'],
    ],
  );
  assert.deepEqual([table.scriptCount, table.wholeTotal], [2, text.length + 50]);
});

test('the text comes with the first look at a script, and then only its counts', () => {
  const view = new CoverageView();
  const wanted = { ...request, source: scriptKey(app) };
  const first = view.update([page], wanted, null).source;
  const shown = shownText(first, null);
  assert.equal(shown?.text, text);
  const next = view.update([page], wanted, null).source;
  assert.equal(next?.text, 'kept');
  assert.equal(shownText(next, shown), shown);
  assert.ok(shown && next);
  const rows = Array.from(shown.rowStart, (_, row) => sourceRow(shown, next.segments, row));
  assert.deepEqual(
    rows.map(({ line, state, count }) => [line, state, count]),
    [
      [1, 'used', 1],
      [2, 'blank', 0],
      [3, 'used', 3],
      [4, 'used', 3],
      [5, 'used', 2],
      [6, 'used', 3],
      [7, 'unused', 0],
      [8, 'blank', 0],
    ],
  );
});

test('a line longer than a screen is cut into rows of the same line', () => {
  const long = scriptOf('long.js', '- 0-1000:1');
  const sources = [{ scriptId: '7', url: 'long.js', line: 5, column: 1, text: 'x'.repeat(1000) }];
  const { source } = look([{ label: '', scripts: [long], sources }], { source: scriptKey(long) });
  assert.ok(source?.text && source.text !== 'kept');
  const { rowStart, rowLine } = source.text;
  assert.deepEqual(
    [[...rowStart], [...rowLine]],
    [
      [0, 400, 800],
      [5, 5, 5],
    ],
  );
  assert.equal(sourceRow(source.text, source.segments, 2).pieces[0]?.text.length, 200);
});
