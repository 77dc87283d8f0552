import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { ElementHandle } from 'puppeteer-core';
import { assertAccessible } from '../support/axe.ts';
import { type Judgement, judge } from '../support/oracle/judge.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const planted = 20_000;
/** Less than twice of what any snapshot takes, in the GB that Chrome counts in. */
const littleMemory = 1 / 16;

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');
/** A snapshot with the planted objects, exported. */
let file = '';
let truth: Judgement;

describe('a snapshot that fits into memory', () => {
  it('is opened without a question', async () => {
    await panel.connect(session.port);
    await page.evaluate(
      `class Planted {}; globalThis.planted = Array.from({ length: ${planted} }, () => new Planted())`,
    );
    await panel.press('button', 'Heap snapshot');
    await panel.find('treegrid', 'Classes', 120);
    await panel.find('tab', 'Containment');
    file = await panel.saved('heapsnapshot');
    truth = await judge(file);
  });
});

describe('a snapshot that may not fit into memory', () => {
  it('asks first, and says what it is and what it takes', async () => {
    await panel.frame.evaluate(memory => {
      Object.defineProperty(navigator, 'deviceMemory', { value: memory, configurable: true });
    }, littleMemory);
    await importFile();
    const question = await panel.find('region', 'This snapshot may not fit into memory', 60);
    const text = (await question.evaluate(element => element.textContent)) ?? '';
    assert.ok(text.includes(`${truth.nodeCount.toLocaleString('en-US')} nodes`), text);
    assert.match(
      text,
      /in a file of [\d.]+ MB\. Opening it takes about [\d.]+ MB of memory, more than half of the 64\.0 MB/,
    );
    await panel.find('button', 'Open anyway');
    await assertAccessible(panel);
  });

  it('can be left alone, and asks again', async () => {
    await panel.press('button', 'Cancel');
    const open = await panel.find('button', 'Open');
    assert.ok(await open.evaluate(button => button === document.activeElement), 'the focus is lost');
    await panel.press('button', 'Open');
    await panel.find('button', 'Summary only');
  });

  it('shows its classes as a summary, with as many objects and bytes as DevTools finds', async () => {
    await panel.press('button', 'Summary only');
    await panel.find('button', 'Open the whole snapshot', 60);
    await panel.says(/This is a summary only: retained sizes, distances and single objects need/);
    await assertAccessible(panel);
    await panel.fill('searchbox', 'Filter classes', 'Planted');
    const [row] = await until('the planted class', async () => {
      const rows = await panel.rows('Classes');
      return rows.length === 1 && rows;
    });
    const expected = truth.classes.find(({ name }) => name === 'Planted');
    assert.equal(expected?.count, planted);
    assert.deepEqual(row?.slice(0, 2), ['Planted', planted.toLocaleString('en-US')]);
    const cell = await panel.find('gridcell', /%$/);
    const title = await cell.evaluate(
      element => element.closest('[title]')?.getAttribute('title') ?? element.innerHTML,
    );
    assert.match(title, new RegExp(`^${expected?.shallowSize.toLocaleString('en-US')} bytes, `));
  });

  it('sorts the summary by any column', async () => {
    await panel.fill('searchbox', 'Filter classes', '');
    await panel.press('columnheader', /^Objects/);
    const counts = await until('the order by number of objects', async () => {
      const rows = await panel.rows('Classes');
      const numbers = rows.map(([, count = '']) => Number(count.replaceAll(',', '')));
      return numbers.length > 5 && numbers.every((count, i) => i === 0 || count <= (numbers[i - 1] ?? 0)) && numbers;
    });
    assert.ok((counts[0] ?? 0) >= planted);
  });

  it('is opened as a whole when that is wanted nevertheless', async () => {
    await panel.press('button', 'Open the whole snapshot');
    await panel.find('tab', 'Containment', 60);
    await panel.find('columnheader', /^Retained size/);
  });

  it('is opened as a whole from the question', async () => {
    await importFile();
    await panel.press('button', 'Open anyway', 60);
    await panel.find('tab', 'Containment', 60);
  });
});

describe('a second snapshot beside it', () => {
  const question = /^There may not be enough memory for the other/;

  it('is asked about, with what is open already', async () => {
    await panel.press('tab', 'Comparison');
    await chooseBase(1);
    const text = await (await panel.find('region', question, 60)).evaluate(element => element.textContent);
    assert.match(text ?? '', /Reading it takes about [\d.]+ MB of memory, .*what is open already holds [\d.]+ MB/);
    await assertAccessible(panel);
    await panel.press('button', 'Cancel');
    await panel.gone('region', question);
    assert.equal(
      await (await panel.find('combobox', 'Base snapshot')).evaluate(select => (select as HTMLSelectElement).value),
      'nothing',
    );
  });

  it('is read when that is wanted nevertheless', async () => {
    await chooseBase(1);
    await panel.press('button', 'Read anyway', 60);
    await panel.find('columnheader', /^# Delta/, 60);
  });

  it('is asked about for a trend over all of them, and for leaks', async () => {
    await (await panel.find('combobox', 'Base snapshot')).select('trend');
    await panel.find('region', question, 60);
    await panel.press('button', 'Cancel');
    await panel.press('tab', 'Leaks');
    await (await panel.find('combobox', 'Snapshot before the action')).select(await valueAt(1));
    await (await panel.find('combobox', 'Snapshot after the action')).select(await valueAt(2));
    await panel.press('button', 'Find leaks');
    await panel.find('region', 'There may not be enough memory for the others', 60);
    await panel.press('button', 'Read anyway');
    // They are copies of one file.
    await panel.find('alert', /not in the order/, 60);
  });
});

async function chooseBase(place: number): Promise<void> {
  await (await panel.find('combobox', 'Base snapshot')).select(await valueAt(place));
}

/** The value of an option of any list of other snapshots, the first of which is none. */
async function valueAt(place: number): Promise<string> {
  const [list] = await panel.frame.$$('select[aria-label="Base snapshot"], select[aria-label^="Snapshot "]');
  return (await list?.$$eval('option', (all, at) => all[at]?.value, place)) ?? '';
}

async function importFile(): Promise<void> {
  const field = await panel.frame.waitForSelector('input[type=file]');
  await (field as ElementHandle<HTMLInputElement>).uploadFile(file);
  await panel.statusMatching(/^Imported /, 60);
}
