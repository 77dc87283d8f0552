import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { instance } from '@viz-js/viz';
import type { AxeResults, RunOptions } from 'axe-core';
import type { ElementHandle } from 'puppeteer-core';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

declare const axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };

const samplingInterval = 4096;
const megabyte = 1024 * 1024;
/** Five standard errors of an estimate at this interval, in megabytes. */
const tolerance = (megabytes: number) => 5 * Math.sqrt((samplingInterval / megabyte) * megabytes);

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('phases/');
await panel.frame.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));

describe('the flow graph', () => {
  it('shows who hands how much to whom, live', async () => {
    await panel.connect(session.port);
    await panel.choose({ interval: samplingInterval });
    await panel.record();
    await page.evaluate(`run('phaseOne')`);
    await panel.press('tab', 'Flow');
    assertAbout(await weightOf('phaseOne', 60), 8);
    assert.match(await nameOf(await panel.find('button', box('blockOfOne'))), / · \d+\.\d %/);
  });

  it('is walked with the keys, and leads to the same function in the other views', async () => {
    // With both of them phaseOne has a sixth, whatever of it V8 has inlined.
    await page.evaluate(`run('phaseTwo')`);
    await page.evaluate(`run('spike')`);
    await panel.find('button', box('blockOfSpike'), 60);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.says(/Live at the end/, 60);
    const spike = await panel.find('button', box('spike'));
    await spike.evaluate(element => (element as SVGElement).focus());
    await panel.devtools.keyboard.press('ArrowDown');
    assert.match(await focused(), box('fill'));
    await panel.devtools.keyboard.press('ArrowUp');
    assert.match(await focused(), box('spike'));
    await panel.devtools.keyboard.press('Space');
    await panel.press('tab', 'Tree');
    const selected = await panel.frame.waitForSelector('[role=row][aria-selected=true]');
    assert.match((await selected?.evaluate(row => row.textContent)) ?? '', /^spike/);
  });

  it('has several moments in one picture', async () => {
    await panel.press('tab', 'Flow');
    await (await panel.find('combobox', 'Moments')).select('2');
    const drawn = await panel.find('button', /^spike .*A: .*B: /, 60);
    assert.match(await nameOf(drawn), /A: 0 B \/ 0 B · 0\.0 %; B: .* \/ 2\d\.\d MB/);
    await (await panel.find('combobox', 'Moments')).select('1');
  });

  it('leaves out what is below the threshold, and lists the same as a table', async () => {
    await panel.find('button', box('blockOfOne'), 60);
    await panel.press('button', 'Thresholds');
    const slider = await panel.find('slider', 'Functions from');
    await slider.evaluate(element => {
      (element as HTMLInputElement).value = '0.2';
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await panel.gone('button', box('blockOfOne'));
    await panel.devtools.keyboard.press('Escape');
    const boxes = await panel.frame.$$('.flow-node');
    await panel.press('button', 'Table');
    const rows = await panel.rows('Flow');
    assert.equal(rows.length, boxes.length);
    assert.match(rows.find(([name]) => name === 'spike')?.[2] ?? '', /^2\d\.\d MB/);
    await panel.press('button', 'Table');
  });

  it('is exported for Graphviz and as a picture', async () => {
    const dot = await readFile(await panel.savedBy('Export graph', /^Graphviz/, '\\.dot'), 'utf8');
    const drawn = (await instance()).render(dot, { format: 'svg' });
    assert.deepEqual(drawn.errors, []);
    assert.match(drawn.output ?? '', /spike http/);
    const svg = await readFile(await panel.savedBy('Export graph', /^Picture/, '\\.svg'), 'utf8');
    assert.match(svg, /^<svg .*spike<tspan.*<\/svg>\s*$/s);
  });

  it('takes names of functions for nothing but text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'heapscope-'));
    after(() => rm(folder, { recursive: true }));
    const file = join(folder, 'hostile.heapprofile');
    await writeFile(file, JSON.stringify(hostileProfile));
    await panel.importFiles(file);
    await panel.find('button', /^<img src=x/, 60);
    assert.equal(await panel.frame.$('.flow-view img, .flow-view script, .flow-view b'), null);
  });

  it('has nothing that axe finds fault with', assertAccessible);
});

describe('plots over time', () => {
  it('show total, bytes and share of a function, from its row', async () => {
    await panel.press('button', /^Recording/);
    await panel.press('tab', 'Functions');
    await panel.find('gridcell', 'spike', 60);
    await panel.openMenuOn('gridcell', 'spike');
    await panel.press('menuitem', 'Plot over time');
    for (const name of ['Live memory over time', 'Bytes over time', 'Share over time']) await panel.find('image', name);
    const table = await panel.frame.waitForSelector('table[aria-label=Plotted] tbody tr');
    const cells = (await table?.$$eval('th, td', all => all.map(cell => cell.textContent?.trim() ?? ''))) ?? [];
    assert.match(cells[0] ?? '', /^spike phases\.js/);
    assertAbout(megabytes(cells[3] ?? ''), 24);
  });

  it('have nothing that axe finds fault with', assertAccessible);
});

/** Name of a box: what is in it, then its figures. */
const box = (functionName: string) => new RegExp(`^(.*, )?${functionName} phases\\.js:\\d+.*: `);

const nameOf = (element: ElementHandle<Element>): Promise<string> =>
  element.evaluate(found => found.getAttribute('aria-label') ?? '');

const focused = (): Promise<string> =>
  panel.frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

/** Megabytes of a function with all that it called, as soon as there is one. */
async function weightOf(functionName: string, seconds: number): Promise<number> {
  return await until(
    `megabytes of ${functionName}`,
    async () => {
      const drawn = await nameOf(await panel.find('button', box(functionName), seconds));
      const [, weight = ''] = / \/ (\S+ MB) · /.exec(drawn) ?? [];
      return weight === '' ? null : megabytes(weight);
    },
    seconds,
  );
}

function megabytes(text: string): number {
  const [figure, unit] = text.split(' ');
  return Number(figure) * ({ MB: 1, KB: 1 / 1024 }[unit ?? ''] ?? 1 / megabyte);
}

function assertAbout(found: number | undefined, expected: number): void {
  assert.ok(
    found !== undefined && Math.abs(found - expected) <= tolerance(expected),
    `${found} MB are not about ${expected} MB`,
  );
}

async function assertAccessible(): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await panel.frame.evaluate(name => document.documentElement.classList.toggle('dark', name === 'dark'), theme);
    const found = await panel.frame.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    const violations = found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    assert.deepEqual(violations, [], `in the ${theme} theme`);
  }
}

const callFrame = (functionName: string) => ({
  functionName,
  scriptId: '1',
  url: 'https://example.com/<b>"x".js',
  lineNumber: 0,
  columnNumber: 0,
});

const hostileProfile = {
  head: {
    callFrame: { ...callFrame('(root)'), url: '' },
    selfSize: 0,
    id: 1,
    children: [{ callFrame: callFrame('<img src=x onerror="alert(1)">'), selfSize: 4096, id: 2, children: [] }],
  },
  samples: [{ size: 4096, nodeId: 2, ordinal: 1 }],
};
