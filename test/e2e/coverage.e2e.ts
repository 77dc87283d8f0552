import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';
import { root } from '../../scripts/steps/paths.ts';
import { figuresOf } from '../../src/coverage/figures.ts';
import { executions } from '../../src/coverage/function-coverage.ts';
import type { ScriptCoverage } from '../../src/coverage/script-coverage.ts';
import { readV8Coverage } from '../../src/formats/coverage-v8.ts';
import { type PublishedRows, rowsChannelName } from '../../src/messages/contract.ts';
import type { Panel } from '../support/panel.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const folder = join(root, 'test', 'pages', 'coverage');
const text = await readFile(join(folder, 'known-coverage.js'), 'utf8');
const workerText = await readFile(join(folder, 'known-worker.js'), 'utf8');
// A page from a file may start a worker from a file with this alone.
const session = await openSession({ args: ['--allow-file-access-from-files'] });
after(session.close);

const elseBlock = " else {\n    return 'second';\n  }";
const never = "function never() {\n  return 'never';\n}";

describe('coverage of a page, its worker and the page after it', () => {
  let page: Page;
  let panel: Panel;
  let scripts: ScriptCoverage[];

  it('is shown while the page runs: functions that ran, and those that did not', async () => {
    ({ page, panel } = await session.inspect('coverage/'));
    await panel.connect(session.port);
    await recordCoverage(panel);
    await panel.press('tab', 'Coverage');
    await page.reload();
    await panel.press('gridcell', 'known-coverage.js');
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.find('gridcell', 'never');
    assert.deepEqual(await figuresInTable(panel, 'later'), ['105 B 100.0 %', '0']);
    await page.click('#call');
    await until('the run of later', async () => (await figuresInTable(panel, 'later'))?.[1] === '1');
    assert.deepEqual(await figuresInTable(panel, 'later'), ['8 B 7.6 %', '1']);
    await panel.find('table', 'Source of known-coverage.js');
  });

  it('is not lost with the worker and the page that ran', async () => {
    const [askWorkerIsTold, inWorkerIsTold] = [await hearOf(panel, 'askWorker'), await hearOf(panel, 'inWorker')];
    await page.evaluate('askWorker(4)');
    await askWorkerIsTold();
    await inWorkerIsTold();
    await page.goto(`${session.pages}known-amounts/`);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.find('gridcell', 'known-worker.js');
    await panel.find('gridcell', 'known-amounts.js');
    scripts = readV8Coverage(await readFile(await exported(panel, 'V8 coverage'), 'utf8'), '').scripts.slice();
  });

  it('has what ran, how often, and to the character what did not', () => {
    assert.deepEqual(figuresByFunction(scripts, 'known-coverage.js', text), {
      '': { ran: 1, unused: elseBlock.length + never.length + 'never();'.length },
      twice: { ran: 2, unused: elseBlock.length },
      never: { ran: 0, unused: never.length },
      later: { ran: 1, unused: 'never();'.length },
      inner: { ran: 3, unused: 0 },
      clicked: { ran: 1, unused: 0 },
      askWorker: { ran: 1, unused: 0 },
    });
    const neverInWorker = 'function neverInWorker() {\n  return 0;\n}';
    assert.deepEqual(figuresByFunction(scripts, 'known-worker.js', workerText), {
      '': { ran: 1, unused: neverInWorker.length + ": 'one'".length },
      inWorker: { ran: 4, unused: ": 'one'".length },
      neverInWorker: { ran: 0, unused: neverInWorker.length },
      received: { ran: 1, unused: 0 },
    });
  });

  it('has the text of a page that is gone, and beside each line how often it ran', async () => {
    await panel.press('gridcell', 'known-coverage.js');
    const source = await panel.find('table', 'Source of known-coverage.js');
    const lines = await source.$$eval('[role="row"]', rows =>
      rows.map(row => [...row.querySelectorAll('[role="cell"]')].map(cell => cell.textContent ?? '')),
    );
    const counts = Object.fromEntries(lines.map(([count, , code]) => [code, count]));
    assert.equal(counts['    inner(i);'], '3');
    assert.equal(counts['    if (i > 100) never();'], '◐ 3');
    assert.equal(counts["    return 'second';"], '0');
  });

  it('is exported with its texts as DevTools does, and as lines, functions and branches', async () => {
    const entries = JSON.parse(await readFile(await exported(panel, 'DevTools coverage'), 'utf8'));
    const entry = entries.find(({ url }: { url: string }) => url.endsWith('known-coverage.js'));
    assert.equal(entry.text, text);
    const unused = text.length - entry.ranges.reduce((sum: number, { start, end }: Range) => sum + end - start, 0);
    assert.equal(unused, elseBlock.length + never.length + 'never();'.length);
    const lcov = await readFile(await exported(panel, 'LCOV'), 'utf8');
    assert.match(lcov, /SF:.*known-coverage\.js\n[\s\S]*FNDA:3,inner\n[\s\S]*DA:17,3\n/);
  });

  it('tells what a second recording no longer ran', async () => {
    await page.goto(`${session.pages}coverage/`);
    await panel.record();
    const clickedIsTold = await hearOf(panel, 'clicked');
    await page.click('#call');
    await clickedIsTold();
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.says(/\d+ of \d+ scripts had started before the recording/);
    const select = await panel.find('combobox', 'Compare with');
    await select.select(await select.evaluate(element => (element as HTMLSelectElement).options[1]?.value ?? ''));
    await panel.find('columnheader', 'Change');
    await panel.press('gridcell', 'known-coverage.js');
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.find('gridcell', 'twice');
    const changes = Object.fromEntries((await panel.rows('Coverage')).map(cells => [cells[0], cells.at(-1)]));
    assert.deepEqual(
      ['twice', 'askWorker', 'never', 'inner'].map(name => changes[name]),
      ['no longer used', 'no longer used', '', ''],
    );
  });
});

describe('coverage without a recording', () => {
  it('is what V8 knows of the page anyway', async () => {
    const { page, panel } = await session.inspect('coverage/');
    await page.click('#call');
    await panel.press('button', 'More');
    await panel.press('menuitem', /^Best-effort coverage/);
    await panel.press('gridcell', 'known-coverage.js');
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.find('gridcell', 'never');
    assert.deepEqual(await figuresInTable(panel, 'never'), ['38 B 100.0 %', '0']);
    assert.deepEqual(await figuresInTable(panel, 'later'), ['0 B 0.0 %', '1']);
  });
});

describe('coverage of a page of local files', () => {
  it('is read by c8, which says the same of every line', async () => {
    const { page, panel } = await session.inspect(pathToFileURL(join(folder, 'index.html')).href);
    await recordCoverage(panel);
    await panel.press('tab', 'Coverage');
    await page.reload();
    const clickedIsTold = await hearOf(panel, 'clicked');
    await page.click('#call');
    await clickedIsTold();
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    const report = await reportOfC8(await exported(panel, 'V8 coverage'));
    const ours = await readFile(await exported(panel, 'LCOV'), 'utf8');
    assert.deepEqual(linesOf(report, 'known-coverage.js'), linesOf(ours, 'known-coverage.js'));
    assert.ok(linesOf(ours, 'known-coverage.js').includes('DA:17,3'));
  });
});

interface Range {
  readonly start: number;
  readonly end: number;
}

type Figures = Record<string, { readonly ran: number; readonly unused: number }>;

/** For each function, how often it ran and how many characters of it never did. */
function figuresByFunction(scripts: readonly ScriptCoverage[], file: string, source: string): Figures {
  const script = scriptOf(scripts, file);
  const { functionTotal, functionUsed } = figuresOf(script, source.length);
  return Object.fromEntries(
    script.functions.map((coverage, i) => [
      coverage.functionName,
      { ran: executions(coverage), unused: (functionTotal[i] ?? 0) - (functionUsed[i] ?? 0) },
    ]),
  );
}

function scriptOf(scripts: readonly ScriptCoverage[], file: string): ScriptCoverage {
  const found = scripts.filter(({ url }) => url.endsWith(file));
  assert.equal(found.length, 1, `${file} among ${scripts.map(({ url }) => url).join(', ')}`);
  return found[0] as ScriptCoverage;
}

/** Records coverage, and waits until V8 counts. */
async function recordCoverage(panel: Panel): Promise<void> {
  await panel.choose({ off: ['Allocation sampling'], on: ['Coverage'] });
  await panel.record();
}

/**
 * Listens from now on, since each row tells only what ran since the one before. What comes back settles when the recorder has published
 * that the function ran, whatever the panel shows.
 */
async function hearOf(panel: Panel, functionName: string): Promise<() => Promise<void>> {
  const ear = await panel.frame.evaluateHandle(
    (channelName, wanted) => {
      const channel = new BroadcastChannel(channelName);
      const told = new Promise<void>(resolve => {
        channel.onmessage = ({ data }: MessageEvent<PublishedRows>) => {
          const scripts = data.rows.flatMap(row => (row.kind === 'coverage' ? row.scripts : []));
          const functions = scripts.flatMap(script => script.functions);
          if (!functions.some(({ functionName, ranges }) => functionName === wanted && ranges[0]?.count)) return;
          channel.close();
          resolve();
        };
      });
      // A promise by itself would be waited for here.
      return { told };
    },
    rowsChannelName,
    functionName,
  );
  return () => ear.evaluate(({ told }) => told);
}

/** Exports the shown coverage; settles with the path of the file when the panel says that it is there. */
async function exported(panel: Panel, label: string): Promise<string> {
  const endings: Record<string, string> = { 'V8 coverage': '\\d\\.coverage.json', LCOV: '\\.info' };
  const ending = endings[label] ?? 'devtools-coverage.json';
  return await panel.savedBy('Export coverage', new RegExp(`^${label}`), ending);
}

/** What the table says of a function: unused size and executions, whichever columns there is room for. */
async function figuresInTable(panel: Panel, name: string): Promise<string[] | undefined> {
  const rows = await panel.rows('Coverage');
  const cells = rows.find(([first]) => first === name)?.map(cell => cell.replaceAll(/\s+/g, ' '));
  const unused = cells?.findIndex(cell => cell.endsWith('%')) ?? -1;
  return cells?.slice(unused, unused + 2);
}

/** The counts of lines, functions and branches in the record of a file. */
function linesOf(lcov: string, file: string): string[] {
  const record = lcov.split('end_of_record\n').find(text => text.includes(`${file}\n`)) ?? '';
  return record.split('\n').filter(line => /^(DA|FN|FNDA|BRDA|LH|FNH|BRH):/.test(line));
}

async function reportOfC8(coverage: string): Promise<string> {
  const files = await mkdtemp(join(tmpdir(), 'heapscope-c8-'));
  after(() => rm(files, { recursive: true }));
  await rename(coverage, join(files, 'coverage-page.json'));
  const c8 = join(root, 'node_modules', 'c8', 'bin', 'c8.js');
  const options = ['--temp-directory', files, '--reports-dir', files, '--reporter', 'lcovonly', '--exclude', 'none'];
  await promisify(execFile)(process.execPath, [c8, 'report', ...options], { cwd: root });
  return await readFile(join(files, 'lcov.info'), 'utf8');
}
