import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { ElementHandle } from 'puppeteer-core';
import { assertAccessibleInBothThemes } from '../support/axe.ts';
import { type Judgement, judge } from '../support/oracle/judge.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const planted = 300_000;
const copies = 1000;
const added = 1234;
const duplicate = 'a planted text that is there more than once';
/** Closures that keep a text of so many characters which none of them can use. */
const closures = 7;
const unusedLength = 50_000;

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');
let file = '';
let truth: Judgement;
/** The first row of Retainers: the array of all planted objects. */
let holder = '';

describe('a heap snapshot of the open tab', () => {
  it('lists every planted object of a class, as many bytes as DevTools finds', async () => {
    await panel.connect(session.port);
    await plant();
    await panel.takeSnapshot();
    file = await panel.saved('heapsnapshot');
    truth = await judge(file);
    const leaked = classInTruth('LeakedNode');
    assert.equal(leaked.count, planted);
    await showClass('LeakedNode');
    assert.deepEqual(await bytesOf('Classes', `LeakedNode ×300,000`), [leaked.shallowSize, leaked.retainedSize]);
  });

  it('opens a class with Enter and with a double click, and closes it likewise', async () => {
    await panel.press('gridcell', /^LeakedNode ×/);
    await panel.devtools.keyboard.press('Enter');
    await panel.find('gridcell', /^LeakedNode @/);
    await panel.doublePress('gridcell', /^LeakedNode ×/);
    await panel.gone('gridcell', /^LeakedNode @/);
  });

  it('leads from an object to what holds it', async () => {
    await panel.press('gridcell', /^LeakedNode ×/);
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.press('gridcell', /^LeakedNode @/);
    await panel.find('gridcell', /^kept in system \/ Context/);
    [[holder = ''] = []] = await panel.rows('Retainers');
    assert.match(holder, /^\[\d+\] in Array @\d+$/);
  });

  it('looks for another holder when one is ignored', async () => {
    await panel.openMenuOn('gridcell', holder);
    await panel.press('menuitem', 'Ignore this retainer');
    await panel.find('gridcell', `${holder} (ignored)`);
    await panel.press('button', 'Restore the ignored retainer');
    await panel.find('gridcell', holder);
  });

  it('says of an object that is no DOM node that Elements cannot show it', async () => {
    await panel.openMenuOn('gridcell', /^LeakedNode @/);
    await panel.press('menuitem', 'Reveal element');
    await panel.says(/This object is no DOM node/);
    await panel.press('button', 'Close');
  });

  it('scrolls through all of them, however many', async () => {
    const grid = await panel.table('Classes');
    assert.equal(await grid.evaluate(element => element.getAttribute('aria-rowcount')), String(planted + 2));
    await grid.focus();
    await panel.devtools.keyboard.press('End');
    await until('the last object', async () => /^LeakedNode @/.test((await panel.rows('Classes')).at(-1)?.[0] ?? ''));
  });

  it('marks what stands between slashes and is no regular expression', async () => {
    for (const [typed, isFaulty] of [
      ['/[/', true],
      ['/Leaked[A-Z]/', false],
      ['LeakedNode', false],
    ] as const) {
      await panel.fill('searchbox', 'Filter classes', typed);
      const field = await panel.find('searchbox', 'Filter classes');
      assert.equal(await field.evaluate(element => element.ariaInvalid), String(isFaulty), typed);
    }
  });

  it("says in plain words what V8's own kinds are, to who points at them and to who hears them", async () => {
    await panel.fill('searchbox', 'Filter classes', '/compiled code|^Array$/');
    const cell = await panel.find('gridcell', /^\(compiled code\) ×/);
    const [title, heard] = await cell.evaluate(element => [
      element.getAttribute('title'),
      element.closest('[role=row]')?.getAttribute('aria-description'),
    ]);
    assert.match(title ?? '', /^\(compiled code\) ×[\d,]+\nWhat V8 makes of JavaScript/);
    assert.match(heard ?? '', /^What V8 makes of JavaScript/);
    const ofPage = await panel.find('gridcell', /^Array ×/);
    assert.doesNotMatch((await ofPage.evaluate(element => element.getAttribute('title'))) ?? '', /\n/);
    await panel.fill('searchbox', 'Filter classes', '');
  });

  it('divides its bytes as DevTools does', async () => {
    const { native, v8heap, total } = truth.statistics;
    await panel.press('tab', 'Statistics');
    const { code, strings, jsArrays, system } = v8heap;
    const otherObjects = v8heap.total - code - strings - jsArrays - system;
    const others = native.total - native.typedArrays;
    const expected = [code, strings, jsArrays, native.typedArrays, system, otherObjects, others, total];
    assert.deepEqual(await exactBytes(await panel.find('table', 'Statistics')), expected);
  });

  it('counts strings that are there more than once', async () => {
    await panel.press('tab', 'Strings');
    await panel.fill('searchbox', 'Filter strings', duplicate);
    const [row] = await onlyRow('Duplicate strings');
    assert.deepEqual(row?.slice(0, 2), [`"${duplicate}"`, '1,000']);
  });

  it('lists DOM trees outside of every document', async () => {
    await panel.press('tab', 'Detached');
    await panel.fill('searchbox', 'Filter nodes', 'planted');
    const planted = await until('three trees', async () => {
      const trees = await panel.rows('Detached DOM trees');
      return trees.length === 3 && trees;
    });
    assert.deepEqual(
      planted.map(([name, count]) => [name, count]).sort(),
      [0, 1, 2].map(i => [nameOfTree(i), '2']),
    );
  });

  it('says what holds the tree that is selected, and no other object', async () => {
    await panel.press('gridcell', nameOfTree(1));
    await panel.find('columnheader', /^What holds Detached <div> @\d+$/);
    await panel.find('gridcell', /^\[1\] in Array @\d+$/);
    await panel.press('tab', 'Summary');
    await panel.press('gridcell', /^LeakedNode ×/);
    await panel.says(/Select an object to see what holds it\./);
  });

  it('lists single objects by class, property and retained size', async () => {
    await panel.press('tab', 'Objects');
    await panel.fill('searchbox', 'Filter classes', '/^LeakedNode$/');
    await panel.says(/300,000 objects/);
    const leaked = classInTruth('LeakedNode');
    const [[first = ''] = []] = await panel.rows('Objects');
    assert.match(first, /^LeakedNode @\d+$/);
    const [, retainedSize = 0] = await bytesOf('Objects', first);
    assert.ok(retainedSize >= leaked.shallowSize / planted);
    await panel.fill('searchbox', 'With a property', 'no such property');
    await panel.says(/No object is like that\./);
    await panel.fill('searchbox', 'With a property', '');
    await (await panel.find('combobox', 'Retained size')).select(String(2 ** 20));
    await panel.fill('searchbox', 'Filter classes', 'Array');
    await until('the array of them', async () => /^Array @/.test((await panel.rows('Objects'))[0]?.[0] ?? ''));
    const [[array = ''] = []] = await panel.rows('Objects');
    const [, bytes = 0] = await bytesOf('Objects', array);
    assert.ok(bytes >= leaked.shallowSize, `${bytes} bytes`);
  });

  it('finds variables that closures keep without being able to use them', async () => {
    await panel.press('tab', 'Closures');
    await panel.fill('searchbox', 'Filter functions', 'keepClosure');
    const [[, names, , count] = []] = await onlyRow('Unused variables of closures');
    assert.deepEqual([names?.split(', ').sort(), count], [['unusedShared', 'unusedText'], String(closures)]);
    // The page holds the other one, too.
    const [bytes = 0] = await bytesOf('Unused variables of closures', 'keepClosure()');
    assert.ok(bytes >= closures * unusedLength && bytes < closures * unusedLength * 1.01, `${bytes} bytes`);
    await panel.press('gridcell', 'keepClosure()');
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.press('gridcell', /^system \/ Context.* @\d+$/);
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.find('gridcell', /^unusedShared :: Array @/);
    await panel.press('gridcell', /^unusedText :: "closure \d x/);
    await panel.find('columnheader', /^What holds .* @\d+$/);
  });

  for (const [tab, table] of [
    ['Containment', 'Containment'],
    ['Dominators', 'Dominators'],
    ['Summary', 'Classes'],
  ] as const)
    it(`finds an object by its id in ${tab}`, async () => {
      const id = holder.slice(holder.indexOf('@'));
      await panel.press('tab', tab);
      await panel.fill('searchbox', 'Find objects', id);
      await (await panel.find('searchbox', 'Find objects')).press('Enter');
      await until(`the object ${id}`, async () => (await selectedIn(table)).endsWith(id));
    });
});

describe('the views of a snapshot', () => {
  for (const tab of [
    'Summary',
    'Comparison',
    'Leaks',
    'Containment',
    'Dominators',
    'Statistics',
    'Strings',
    'Detached',
    'Objects',
    'Closures',
    'Size classes',
  ])
    it(`have nothing that axe finds fault with: ${tab}`, async () => {
      await panel.press('tab', tab);
      await assertAccessibleInBothThemes(panel);
    });
});

describe('two snapshots', () => {
  it('differ by exactly the objects that were made in between', async () => {
    await page.evaluate(`class Added {}; globalThis.added = Array.from({ length: ${added} }, () => new Added())`);
    await panel.takeSnapshot();
    await panel.press('tab', 'Comparison');
    const base = await panel.find('combobox', 'Base snapshot');
    const options = await base.$$eval('option', all => all.map(({ value }) => value));
    await base.select(options[1] ?? '');
    await panel.find('gridcell', 'Added', 120);
    await panel.fill('searchbox', 'Filter classes', '/^Added$/');
    const [row] = await onlyRow('Classes');
    assert.deepEqual(row?.slice(0, 4), ['Added', '1,234', '0', '+1,234']);
  });
});

describe('a snapshot from a file', () => {
  it('has everything that a fresh one has', async () => {
    const fresh = await panel.names('tab');
    await importFile(file);
    await showClass('LeakedNode');
    assert.deepEqual(await panel.names('tab'), fresh);
    const leaked = classInTruth('LeakedNode');
    assert.deepEqual(await bytesOf('Classes', `LeakedNode ×300,000`), [leaked.shallowSize, leaked.retainedSize]);
  });
});

describe('several snapshots', () => {
  it('show how many objects of a class there were in each', async () => {
    await panel.press('tab', 'Comparison');
    await (await panel.find('combobox', 'Base snapshot')).select('trend');
    await panel.find('columnheader', /^# Delta/, 120);
    const heads = (await panel.names('columnheader')).slice(1, 4);
    assert.equal(new Set(heads).size, 3, heads.join());
    const [first] = await (await panel.table('Classes')).$$('[role=columnheader]:nth-child(2) .tree-table-label');
    assert.ok(await first?.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth), 'a head is cut');
    await panel.fill('searchbox', 'Filter classes', '/^Added$/');
    const [row] = await onlyRow('Classes');
    assert.deepEqual(row?.slice(0, 4), ['Added', '0', '1,234', '0']);
  });

  it('of the page alone are a trend, too, where the library has others', async () => {
    await panel.takeSnapshot();
    await panel.press('tab', 'Comparison');
    await (await panel.find('combobox', 'Base snapshot')).select('page trend');
    await panel.find('columnheader', /^# Delta/, 120);
    await panel.fill('searchbox', 'Filter classes', '/^LeakedNode$/');
    const [row] = await onlyRow('Classes');
    assert.deepEqual(row?.slice(1, 4), Array(3).fill('300,000'));
  });
});

describe('an allocation timeline with stacks, from a file', () => {
  it('names the functions that allocated, and shows what they left', async () => {
    await importFile(await recordedTimeline());
    await panel.find('image', 'Allocations over time', 120);
    await panel.press('tab', 'Allocation');
    await panel.fill('searchbox', 'Filter functions', 'keepThings');
    await panel.press('gridcell', 'keepThings');
    await panel.find('gridcell', 'KeptThing ×5,000');
    const [[, liveCount] = []] = await panel.rows('Allocations');
    assert.ok(Number(liveCount?.replaceAll(',', '')) >= 5000, `${liveCount} live objects`);
  });

  it('leads from what a function left to the same object in Summary', async () => {
    await panel.press('gridcell', 'KeptThing ×5,000');
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.openMenuOn('gridcell', /^KeptThing @/);
    await panel.press('menuitem', 'Reveal in Summary');
    await until('the object in Summary', async () => /^KeptThing @/.test(await selectedIn('Classes')));
  });

  it('leads from an object to the stack that allocated it', async () => {
    await showClass('KeptThing');
    await panel.press('gridcell', 'KeptThing ×5,000');
    await panel.devtools.keyboard.press('ArrowRight');
    await panel.press('gridcell', /^KeptThing @/);
    await panel.press('tab', 'Allocation stack');
    await panel.find('listitem', /^keepThings/);
  });
});

/** Settles with the exported file of a recording in which `keepThings` has kept 5,000 objects. */
async function recordedTimeline(): Promise<string> {
  await panel.choose({ on: ['Allocation timeline', 'Allocation stacks'] });
  await panel.record();
  await page.evaluate(`setTimeout(function keepThings() {
    class KeptThing {}
    const kept = [];
    for (let i = 0; i < 5000; i++) kept.push(new KeptThing());
    globalThis.keptThings = kept;
  })`);
  await page.waitForFunction('globalThis.keptThings');
  await panel.press('button', 'Stop');
  await panel.find('button', 'Record', 120);
  return await panel.saved('heaptimeline');
}

const nameOfTree = (i: number) => `Detached <div id="planted${i}" class="planted dialog">`;

async function plant(): Promise<void> {
  await page.evaluate(
    (text, count) => {
      const trees = [0, 1, 2].map(i => {
        const tree = document.createElement('div');
        tree.id = `planted${i}`;
        // Blink keeps one list of classes for all of them, which makes no one tree of them.
        tree.className = 'planted dialog';
        tree.append(document.createElement('span'));
        return tree;
      });
      const strings = Array.from({ length: count }, () => JSON.parse(`"${text}"`));
      Object.assign(globalThis, { trees, strings });
    },
    duplicate,
    copies,
  );
  await page.evaluate(`
    globalThis.shared = Array.from({ length: 100_000 }, (_, i) => i + 0.5);
    function keepClosure(_, i) {
      const unusedText = 'closure ' + i + ' ' + 'x'.repeat(${unusedLength});
      // Read once, it is one flat text and no longer two parts.
      Number(unusedText);
      const unusedShared = shared;
      const never = () => [unusedText, unusedShared];
      return () => i;
    }
    globalThis.closures = Array.from({ length: ${closures} }, keepClosure);`);
  await page.evaluate('startPlanting()');
  await page.waitForFunction(`plantedSoFar() === ${planted}`, { timeout: 60_000 });
}

async function showClass(name: string): Promise<void> {
  await panel.press('tab', 'Summary', 120);
  await panel.fill('searchbox', 'Filter classes', name);
  await panel.find('gridcell', new RegExp(`^${name} ×`));
}

async function importFile(path: string): Promise<void> {
  await panel.importFiles(path);
  await panel.statusMatching(/^Imported /, 60);
}

function classInTruth(name: string) {
  const found = truth.classes.find(each => each.name === name);
  assert.ok(found, `DevTools finds no ${name}`);
  return found;
}

/** Shallow and retained size of a row to the byte, as its tooltips say. */
async function bytesOf(table: string, name: string): Promise<number[]> {
  const grid = await panel.table(table);
  const rows = await grid.$$('[role="row"]');
  for (const row of rows)
    if ((await row.evaluate(({ textContent }) => textContent))?.startsWith(name)) return await exactBytes(row);
  assert.fail(`no row ${name} in ${table}`);
}

const exactBytes = (element: ElementHandle<Element>): Promise<number[]> =>
  element.$$eval('[title*="byte"]', cells =>
    cells.map(cell => Number((cell as HTMLElement).title.split(' ')[0]?.replaceAll(',', ''))),
  );

/** Settles when a table has one row, with its cells in a list of one. */
async function onlyRow(table: string): Promise<string[][]> {
  return await until(`one row of ${table}`, async () => {
    const rows = await panel.rows(table);
    return rows.length === 1 && rows;
  });
}

/** What the first column of the selected row says; empty when there is none. */
async function selectedIn(table: string): Promise<string> {
  const grid = await panel.table(table);
  const [cell] = await grid.$$('[aria-selected="true"] [role="gridcell"]');
  return (await cell?.evaluate(({ textContent }) => textContent)) ?? '';
}
