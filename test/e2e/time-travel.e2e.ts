import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { rowsChannelName } from '../../src/messages/contract.ts';
import { totalInTree, totalNow } from '../support/call-tree.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const samplingInterval = 4096;
const megabyte = 1024 * 1024;
/** What V8 may find a last reference to, as in a register, when everything else is collected. */
const residue = megabyte / 8;
/** Five standard errors of an estimate at this interval, as a share: see `src/recording/sampling-error.ts`. */
const tolerance = (bytes: number) => 5 * Math.sqrt(samplingInterval / bytes);

/** How far a click may be from the moment it is meant for, in milliseconds: a pixel or two. */
const near = 200;

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('phases/');

/** Moments of the recording at which what goes before has been polled, in milliseconds. */
const at = { start: 0, one: 0, oneFreed: 0, spike: 0, spikeFreed: 0, two: 0 };

describe('time travel', () => {
  it('shows any moment of a recording that runs, also in a panel that is opened late', async () => {
    await panel.connect(session.port);
    await panel.choose({ interval: samplingInterval });
    await panel.record();
    at.start = await polled();
    at.one = await allocated('phaseOne');
    at.oneFreed = await freed('one');
    await Promise.all([panel.frame.waitForNavigation(), panel.frame.evaluate('setTimeout(() => location.reload())')]);
    await panel.press('tab', 'Tree', 60);
    await goTo(at.one);
    await hasAbout('phaseOne', 8);
    await goTo(at.oneFreed);
    await lacks('phaseOne');
  });

  it('goes to the moment at which most was alive', async () => {
    at.spike = await allocated('spike');
    at.spikeFreed = await freed('spike');
    at.two = await allocated('phaseTwo');
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.press('button', 'Peak');
    await hasAbout('spike', 24);
    await lacks('phaseTwo');
    const moment = await momentShown();
    assert.ok(moment > at.oneFreed && moment <= Math.round(at.spike), `the peak is at ${moment}`);
  });

  it('tells what was allocated in a range, and how much of that is kept', async () => {
    await brush(at.oneFreed, at.two);
    await measures('Allocated in range');
    const legend = /Allocated from .*, whatever became of it, but not what came and went between two readings · /;
    await panel.says(legend);
    await panel.press('tab', 'Functions');
    const spike = await figuresOf('spike', 'Kept');
    assertAbout(spike['Total'], 24);
    assert.ok((spike['Kept'] ?? 0) < residue, `${spike['Kept']} bytes of the spike are kept`);
    const two = await figuresOf('phaseTwo', 'Kept');
    assertAbout(two['Total'], 16);
    assertAbout(two['Kept'], 16);
    assert.ok(!(await functionNames()).includes('phaseOne'));
  });

  it('tells what was collected in a range, and what of it is still live at its end', async () => {
    await brush(at.start, at.spikeFreed);
    await choose('Collected in range');
    await panel.says(/Collected from .*, whenever it was allocated · /);
    assertAbout((await figuresOf('phaseOne'))['Total'], 8);
    assertAbout((await figuresOf('spike'))['Total'], 24);
    await choose('Kept of range');
    await until('nothing of the spike', async () => (await keptOf('spike')) < residue);
    assert.ok((await keptOf('phaseOne')) < residue);
  });

  it('tells what has changed between two moments', async () => {
    await goTo(at.one);
    await panel.press('button', 'Set A');
    await goTo(at.two, false);
    await panel.press('button', 'Set B');
    await measures('Change A→B');
    const [one, two] = [await figuresOf('phaseOne', 'Change'), await figuresOf('phaseTwo', 'Change')];
    assertAbout(-(one['Change'] ?? 0), 8);
    assertAbout(two['Change'], 16);
    const kinds = new Map((await panel.rows('Functions')).map(([name = '', , , kind = '']) => [name, kind]));
    assert.equal(kinds.get('phaseTwo'), '✚ new');
    assert.match(kinds.get('phaseOne') ?? '', /gone|shrunk/);
  });

  it('hears A and B after a click or a drag on the strip', async () => {
    await goTo(at.one);
    await panel.devtools.keyboard.press('a');
    await goTo(at.two, false);
    await panel.devtools.keyboard.press('b');
    await measures('Change A→B');
    const [from, to] = await edges();
    assert.ok(Math.abs(from - at.one) < near && Math.abs(to - at.two) < near, `${from} to ${to}`);
    await goTo(at.spike, false);
    await brush(at.start, at.oneFreed);
    await panel.devtools.keyboard.press('b');
    // A drag takes the playhead off its moment: it stands at the end.
    await until('the later end', async () => (await edges())[1] > at.two);
  });

  it('hears A and B with the focus nowhere', async () => {
    await goTo(at.oneFreed);
    const strip = await panel.find('group', 'Heap over time: time');
    const legend = (await strip.$$(':scope > *'))[0];
    await legend?.click();
    assert.ok(await panel.frame.evaluate(() => document.activeElement === document.body));
    await panel.devtools.keyboard.press('a');
    await until('the start', async () => Math.abs((await edges())[0] - at.oneFreed) < near);
    await measures('Change A→B');
  });

  it('goes back to the present on a double click', async () => {
    const { x, y } = await placeOf(at.spike);
    await panel.devtools.mouse.click(x, y, { count: 2 });
    await measures('Live at the end');
    await panel.press('tab', 'Tree');
    await hasAbout('phaseTwo', 16);
  });
});

/** Runs a phase of the page; settles with a moment at which it has been polled. */
async function allocated(phase: string): Promise<number> {
  await page.evaluate(`run('${phase}')`);
  return await polled();
}

async function freed(what: string): Promise<number> {
  await page.evaluate(`free('${what}')`);
  await panel.press('button', 'Collect garbage');
  return await polled();
}

/** The time of a poll that has begun after this was called: the second that comes. */
async function polled(): Promise<number> {
  return await panel.frame.evaluate(
    name =>
      new Promise<number>(resolve => {
        const channel = new BroadcastChannel(name);
        let missing = 2;
        channel.onmessage = ({ data }) => {
          for (const row of data.rows) {
            if (row.kind !== 'allocation-sampling' || --missing > 0) continue;
            channel.close();
            resolve(row.time);
          }
        };
      }),
    rowsChannelName,
  );
}

/** Where a moment is on the strip, in pixels from the left of the panel, and the middle of its height. */
async function placeOf(moment: number): Promise<{ x: number; y: number }> {
  const box = await (await panel.find('slider', 'Start of the selected time')).boundingBox();
  assert.ok(box);
  // At one time, since the strip of a running recording has another scale with every update.
  const fromStart = await panel.frame.evaluate(wanted => {
    const ends = ['Start', 'End'].map(edge => {
      const slider = document.querySelector(`[role=slider][aria-label="${edge} of the selected time"]`);
      const time = Number(slider?.getAttribute('aria-valuenow'));
      return { left: slider?.getBoundingClientRect().left ?? 0, time };
    });
    const [start = { left: 0, time: 0 }, end = start] = ends;
    return ((wanted - start.time) / (end.time - start.time)) * (end.left - start.left);
  }, moment);
  return { x: box.x + box.width / 2 + fromStart, y: box.y + box.height / 2 };
}

async function goTo(moment: number, anew = true): Promise<void> {
  if (anew) await clear();
  const { x, y } = await placeOf(moment);
  await panel.devtools.mouse.click(x, y);
  await panel.find('slider', 'Moment');
}

/** Start and end of the selected time, in milliseconds. */
async function edges(): Promise<[number, number]> {
  const timeAt = async (edge: string) =>
    await (await panel.find('slider', `${edge} of the selected time`)).evaluate(element =>
      Number(element.getAttribute('aria-valuenow')),
    );
  return [await timeAt('Start'), await timeAt('End')];
}

async function clear(): Promise<void> {
  for (const name of await panel.names('button')) if (name === 'Clear') await panel.press('button', 'Clear');
}

async function brush(from: number, to: number): Promise<void> {
  await clear();
  const [start, end] = [await placeOf(from), await placeOf(to)];
  await panel.devtools.mouse.move(start.x, start.y);
  await panel.devtools.mouse.down();
  await panel.devtools.mouse.move(end.x, end.y, { steps: 5 });
  await panel.devtools.mouse.up();
}

async function choose(measure: string): Promise<void> {
  const select = await panel.find('combobox', 'Measure:');
  await select.evaluate((element, text) => {
    const option = [...(element as HTMLSelectElement).options].find(({ textContent }) => textContent === text);
    (element as HTMLSelectElement).value = option?.value ?? '';
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }, measure);
  await measures(measure);
}

/** Waits until this is what is measured. */
async function measures(measure: string): Promise<void> {
  await until(measure, async () => (await measureShown()) === measure);
}

async function measureShown(): Promise<string> {
  const select = await panel.find('combobox', 'Measure:');
  return await select.evaluate(element => (element as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
}

async function functionNames(): Promise<string[]> {
  return (await panel.rows('Functions')).map(([name = '']) => name);
}

/** The exact figures of a function, in bytes by the name of their column, as soon as there is such a column. */
async function figuresOf(functionName: string, column = 'Total'): Promise<Record<string, number>> {
  return await until(`the function ${functionName}`, async () => {
    const table = await panel.find('treegrid', 'Functions');
    const headings = await table.$$eval('[role="columnheader"]', cells => cells.map(cell => cell.textContent ?? ''));
    const rows = await table.$$eval('[role="row"]', found =>
      found.map(row => [...row.querySelectorAll('[role="gridcell"]')].map(cell => cell.getAttribute('title') ?? '')),
    );
    const row = rows.find(([name]) => name === functionName);
    return (
      row &&
      headings.some(heading => heading.trim() === column) &&
      Object.fromEntries(
        headings.map((heading, at) => [heading.trim(), Number.parseInt((row[at] ?? '').replaceAll(',', ''), 10)]),
      )
    );
  });
}

function assertAbout(bytes: number | undefined, megabytes: number): void {
  const wanted = megabytes * megabyte;
  assert.ok(Math.abs((bytes ?? 0) / wanted - 1) < tolerance(wanted), `${bytes} bytes are not ${megabytes} MB`);
}

async function momentShown(): Promise<number> {
  const playhead = await panel.find('slider', 'Moment');
  return await playhead.evaluate(element => Number(element.getAttribute('aria-valuenow')));
}

/** Waits until a function holds so many megabytes, within the error of sampling. */
async function hasAbout(functionName: string, megabytes: number): Promise<void> {
  const wanted = megabytes * megabyte;
  let found = 0;
  await until(
    `${megabytes} MB of ${functionName}`,
    async () => {
      found = await totalInTree(panel, functionName);
      return Math.abs(found / wanted - 1) < tolerance(wanted);
    },
    20,
  ).catch(error => {
    throw new Error(`${functionName} has ${found} bytes`, { cause: error });
  });
}

/** Where nothing is left at all, there is no table. */
async function isHeld(functionName: string): Promise<boolean> {
  return (await totalNow(panel, functionName)) >= residue;
}

/** Bytes of a function among those that are shown, with or without a table. */
async function keptOf(functionName: string): Promise<number> {
  const tables = await panel.names('treegrid');
  if (!tables.includes('Functions') || !(await functionNames()).includes(functionName)) return 0;
  return (await figuresOf(functionName))['Total'] ?? 0;
}

async function lacks(functionName: string): Promise<void> {
  await until(`the end of ${functionName}`, async () => !(await isHeld(functionName)));
}
