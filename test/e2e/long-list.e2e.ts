import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';
import { headerOf, joined } from '../unit/snapshot/snapshot-text.ts';

/** More rows than Chrome makes an element tall for. */
const objects = 1_600_000;

const folder = await mkdtemp(join(tmpdir(), 'heapscope-long-'));
after(() => rm(folder, { recursive: true }));
const session = await openSession();
after(session.close);
const { panel } = await session.inspect('limited/');

it('a list that is taller than any element can be is scrolled to its very end, and back', async () => {
  const file = join(folder, 'many.heapsnapshot');
  await writeFile(file, snapshotOfMany());
  await panel.importFiles(file);
  await panel.press('gridcell', /^Many ×/, 60);
  const grid = await panel.find('treegrid', 'Classes');
  await grid.evaluate(pressRightTwice);
  await until('all objects are listed', async () => (await grid.evaluate(rowCount)) > objects);
  await until('the first of them is selected', async () => (await grid.evaluate(selectedRow)) === 3);

  await panel.devtools.keyboard.press('End');
  const lastRow = await grid.evaluate(rowCount);
  await until('the last row is in sight', async () => (await grid.evaluate(rowsInSight)).at(-1) === lastRow);
  await grid.evaluate(element => element.scrollTo(0, 0));
  await until('the first row is in sight', async () => (await grid.evaluate(rowsInSight)).at(0) === 2);
  await grid.evaluate(element => element.scrollTo(0, element.scrollHeight / 2));
  await until('a row of the middle is in sight', async () => {
    const [first = 0] = await grid.evaluate(rowsInSight);
    return Math.abs(first - lastRow / 2) < lastRow / 100;
  });
  const [first = 0] = await grid.evaluate(rowsInSight);
  const elements = await grid.evaluateHandle(rowElements);
  await grid.evaluate(element => element.scrollBy(0, 300));
  await until('further rows are in sight', async () => ((await grid.evaluate(rowsInSight))[0] ?? 0) > first);
  assert.equal(await grid.evaluate(rowCount), lastRow);

  assert.equal(
    await grid.evaluate(countOfOthers, elements),
    0,
    'rows that come are shown by the elements of those that went',
  );
  // Elements have an order of their own while they scroll, which may be that of the rows in one of two places.
  for (const further of [0, 120]) {
    await grid.evaluate((element, by) => element.scrollBy(0, by), further);
    await until('the rows stand in the document in their order', async () => await grid.evaluate(isInOrder));
  }
});

/** A root that holds very many objects of one class. */
function snapshotOfMany(): string {
  const strings = ['', 'Many'];
  const nodes = [`5,0,1,0,${objects},0`, ...Array.from({ length: objects }, (_, i) => `3,1,${i * 2 + 3},16,0,0`)];
  const edges = Array.from({ length: objects }, (_, i) => `1,${i},${(i + 1) * 6}`);
  return joined(headerOf(objects + 1, objects), nodes, edges, strings);
}

function rowCount(grid: Element): number {
  return Number(grid.getAttribute('aria-rowcount'));
}

/** At once: the second time, the rows below cannot have come. */
function pressRightTwice(grid: Element): void {
  for (let turn = 0; turn < 2; turn++) grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
}

/** Its number, as ARIA has it. */
function selectedRow(grid: Element): number {
  return Number(grid.querySelector('[aria-selected="true"]')?.getAttribute('aria-rowindex'));
}

function rowElements(grid: Element): Element[] {
  return [...grid.querySelectorAll('[role="row"]')];
}

/** How many rows are elements that were not there before. */
function countOfOthers(grid: Element, before: readonly Element[]): number {
  return [...grid.querySelectorAll('[role="row"]')].filter(row => !before.includes(row)).length;
}

function isInOrder(grid: Element): boolean {
  const numbers = [...grid.querySelectorAll('[role="row"]')].map(row => Number(row.getAttribute('aria-rowindex')));
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
}

/** Numbers, as ARIA has them, of the rows that are wholly in sight below the header. */
function rowsInSight(grid: Element): number[] {
  const { top, bottom } = grid.getBoundingClientRect();
  const header = grid.querySelector('[role="row"]')?.getBoundingClientRect();
  return [...grid.querySelectorAll('[role="row"]')]
    .filter(row => {
      const box = row.getBoundingClientRect();
      return box.top >= (header?.bottom ?? top) - 1 && box.bottom <= bottom + 1;
    })
    .map(row => Number(row.getAttribute('aria-rowindex')))
    .sort((a, b) => a - b);
}
