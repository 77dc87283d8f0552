import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ElementHandle } from 'puppeteer-core';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const samples = join(dirname(dirname(fileURLToPath(import.meta.url))), 'samples');
const cpuProfile = join(samples, 'chromium-156.cpuprofile');
const samplingInterval = 4096;
const megabyte = 1024 * 1024;
/** Five standard errors of an estimate at this interval, as a share: see `src/recording/sampling-error.ts`. */
const tolerance = (bytes: number) => 5 * Math.sqrt(samplingInterval / bytes);

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('phases/');

describe('two recordings', () => {
  it('are held against each other, function by function, in every view of trees', async () => {
    await panel.connect(session.port);
    await panel.choose({ interval: samplingInterval });
    await recordRunOf('phaseOne');
    await name('First run');
    await page.reload();
    await recordRunOf('phaseTwo');
    await panel.press('tab', 'Functions');
    await compareWith('First run');
    await panel.find('columnheader', /^In other/);
    const [one, two] = [await figuresOf('phaseOne'), await figuresOf('phaseTwo')];
    assertAbout(-one.change, 8);
    assertAbout(two.change, 16);
    assert.deepEqual([one.became, two.became], ['✕ gone', '✚ new']);
    const [lost, gained] = [await barOf('phaseOne'), await barOf('phaseTwo')];
    assert.notEqual(lost.colour, gained.colour);
    assert.ok(lost.share > 0 && lost.share < gained.share, `${lost.share} % for 8 MB, ${gained.share} % for 16 MB`);
    assert.match(
      await legend(),
      /^Live, change from First run \(all of it\) to this capture \(at .*\) · [+−].* gained,/,
    );
    for (const tab of ['Tree', 'Bottom-up']) {
      await panel.press('tab', tab);
      await panel.find('gridcell', 'phaseTwo');
      await panel.find('gridcell', '✚ new');
    }
    await panel.press('tab', 'Flame');
    await panel.find('image', /^Colours of the change: blue is lost, grey the same, orange gained/);
  });

  it('have the colours of a change explained where there are any', async () => {
    await panel.press('tab', 'Flow');
    await panel.find('button', /^phaseTwo .*other: .*this: /, 60);
    await panel.gone('image', /^Colours of the change/);
    await panel.press('tab', 'Functions');
    await panel.find('image', /^Colours of the change/);
  });

  it('are compared as shares on request', async () => {
    await panel.press('tab', 'Functions');
    await panel.tick('As shares', true);
    await until('the legend', async () => (await legend()).startsWith('Live, change of shares from First run'));
    const net = /· ([+−]?[\d.,]+) [KM]?B/.exec(await legend())?.[1];
    assert.equal(net, '0', 'both sides have the same sum');
    await panel.find('columnheader', /^In other, scaled/);
    await panel.press('tab', 'Flow');
    await panel.find('button', /^phaseTwo .*other, scaled: .*this: /, 60);
    await panel.press('tab', 'Functions');
    await panel.tick('As shares', false);
    await panel.gone('columnheader', /^In other, scaled/);
  });

  it('are said not to be compared where they are not', async () => {
    for (const [tab, what] of [
      ['Source lines', 'Source lines'],
      ['Over time', 'Plots'],
    ] as const) {
      await panel.press('tab', tab);
      const sentence = `${what} of this capture alone, not compared with First run`;
      await until(`the sentence of ${tab}`, async () => (await panel.text()).includes(sentence));
    }
    await panel.press('tab', 'Functions');
  });

  it('are compared by what was selected of the one and all of the other', async () => {
    await brush();
    const time = /^Allocated, change from First run \(all of it\) to this capture \([\d.]+ s – [\d.]+ s\)/;
    await until('the legend', async () => time.test(await legend()));
    const [one, two] = [await figuresOf('phaseOne'), await figuresOf('phaseTwo')];
    assertAbout(-one.change, 8);
    assertAbout(two.change, 16);
    await panel.press('button', 'Clear');
  });

  it('are shown by themselves again when nothing is compared', async () => {
    await compareWith('nothing');
    await panel.find('columnheader', /^Self/);
    await until('the legend', async () => (await legend()).startsWith('Live: allocated and not collected'));
  });
});

describe('two CPU profiles', () => {
  it('show by how much time each function has become faster or slower', async () => {
    const slower = join(tmpdir(), 'slower.cpuprofile');
    await writeFile(slower, twiceAsLong(await readFile(cpuProfile, 'utf8')));
    await open(cpuProfile, slower);
    await panel.press('button', /^slower\.cpuprofile/);
    await panel.press('tab', 'Functions');
    await compareWith('chromium-156.cpuprofile');
    await until('the legend', async () => (await legend()).startsWith('CPU time, change from chromium-156'));
    const [, change = '', before = '', after = ''] =
      /· \+([\d.,]+) m?s \(([\d.,]+) m?s gained, ([\d.,]+) m?s lost\)/.exec(await legend()) ?? [];
    assert.deepEqual([change, after], [before, '0.0'], 'everything takes longer');
    const cells = (await panel.rows('Functions')).map(row => row[3]);
    assert.deepEqual([...new Set(cells)], ['▲ grown']);
    await panel.tick('As shares', true);
    await until('nothing to differ', async () => /No difference to chromium-156\.cpuprofile/.test(await panel.text()));
    await panel.tick('As shares', false);
  });

  it('are not offered to compare a recording of memory with', async () => {
    await panel.press('button', /^First run/);
    await panel.find('columnheader', /^Self/);
    const select = await panel.find('combobox', 'Compare with');
    const names = await select.evaluate(element => [...(element as HTMLSelectElement).options].map(({ text }) => text));
    assert.equal(names[0], 'nothing');
    assert.ok(names.length > 1 && !names.some(other => /cpuprofile/.test(other)), names.join());
  });
});

async function recordRunOf(phase: string): Promise<void> {
  await panel.record();
  await page.evaluate(`run('${phase}')`);
  await panel.press('tab', 'Tree', 60);
  await panel.find('gridcell', phase, 60);
  await panel.press('button', 'Stop');
  await panel.find('button', 'Record', 60);
}

/** Gives the capture that is shown a name. */
async function name(text: string): Promise<void> {
  await panel.doublePress('button', /^Recording /);
  await panel.find('textbox', /of the capture/);
  await panel.devtools.keyboard.type(text);
  await panel.devtools.keyboard.press('Enter');
  await panel.find('button', new RegExp(`^${text}`));
}

async function compareWith(option: string): Promise<void> {
  const found = await panel.find('combobox', 'Compare with');
  const value = await until(`${option} in the list`, () =>
    found.evaluate(
      (element, wanted) =>
        [...(element as HTMLSelectElement).options].find(({ text }) => text === wanted)?.value ?? null,
      option,
    ),
  );
  await found.select(value);
}

/** Drags over all of the strip but its very start. */
async function brush(): Promise<void> {
  const [start, end] = [await placeOf('Start'), await placeOf('End')];
  await panel.devtools.mouse.move(start.x + 5, start.y);
  await panel.devtools.mouse.down();
  await panel.devtools.mouse.move(end.x, end.y, { steps: 5 });
  await panel.devtools.mouse.up();
}

async function placeOf(edge: string): Promise<{ x: number; y: number }> {
  const box = await (await panel.find('slider', `${edge} of the selected time`)).boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Exact figures of a function in the table, once it is there. */
async function figuresOf(functionName: string): Promise<{ change: number; became: string }> {
  const titles = await until(`the change of ${functionName}`, async () => {
    const table = await panel.find('treegrid', 'Functions');
    const rows = await table.$$eval('[role="row"]', found =>
      found.map(row => [...row.querySelectorAll('[role="gridcell"]')].map(cell => cell.getAttribute('title') ?? '')),
    );
    return rows.find(([title, , , kind]) => title === functionName && /^\S (new|gone|grown|shrunk)/.test(kind ?? ''));
  });
  const change = Number.parseInt((titles[2] ?? '').replaceAll(',', '').replace('−', '-'), 10);
  return { change, became: titles[3] ?? '' };
}

/** The bar behind the change of a function in the table. */
async function barOf(functionName: string): Promise<{ colour: string; share: number }> {
  const row = await panel.find('row', new RegExp(`^${functionName}`));
  return await row.$eval('.bar', cell => {
    const { backgroundImage, backgroundSize } = getComputedStyle(cell);
    return { colour: backgroundImage, share: Number.parseFloat(backgroundSize) };
  });
}

function assertAbout(bytes: number, megabytes: number): void {
  const expected = megabytes * megabyte;
  assert.ok(Math.abs(bytes - expected) < expected * tolerance(expected), `${bytes} bytes are not ${megabytes} MB`);
}

async function legend(): Promise<string> {
  const found = await panel.frame.waitForSelector('.legend-text');
  return (await found?.evaluate(element => element.textContent)) ?? '';
}

/** Chooses files behind the button "Import", and waits until they are in the list. */
async function open(...paths: string[]): Promise<void> {
  const field = await panel.frame.waitForSelector('input[type=file]');
  await (field as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  await panel.statusMatching(/^Imported /, 60);
}

/** The same profile, in which everything took twice as long. */
function twiceAsLong(text: string): string {
  const { nodes, samples, startTime, endTime, timeDeltas } = JSON.parse(text);
  const last = endTime - timeDeltas.reduce((sum: number, delta: number) => sum + delta, startTime);
  const doubled = timeDeltas.map((delta: number) => 2 * delta);
  const end = doubled.reduce((sum: number, delta: number) => sum + delta, startTime) + 2 * last;
  return JSON.stringify({ nodes, samples, startTime, endTime: end, timeDeltas: doubled });
}
