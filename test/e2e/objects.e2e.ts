import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('objects/');
await panel.connect(session.port);
await panel.press('button', 'Objects');

/** Looks at an id or an expression; settles with the name of the first row when that has this value and its properties are there. */
async function look(text: string, value: string): Promise<string> {
  await panel.fill('textbox', 'Object id or expression', text);
  await panel.press('button', 'Look');
  return await until(`${text}, which is ${value}`, async () => {
    const [name, shown] = (await panel.rows('Properties'))[0] ?? [];
    const isDone = await (await panel.find('button', 'Look')).evaluate(button => !button.matches(':disabled'));
    return shown === value && isDone && name;
  });
}

async function valueIn(property: string): Promise<string | undefined> {
  return (await panel.rows('Properties')).find(([name]) => name === property)?.[1];
}

async function outcome(pattern: RegExp): Promise<void> {
  await until(`the outcome ${pattern}`, async () => {
    const line = await panel.find('status', 'Outcome');
    return pattern.test(await line.evaluate(element => element.textContent ?? ''));
  });
}

describe('an object that an expression finds', () => {
  it('shows its properties without calling a getter', async () => {
    assert.equal(await look('shelf', 'Shelf'), 'shelf');
    assert.equal(await valueIn('shelf'), 'Shelf');
    assert.equal(await valueIn('title'), '"Novels"');
    assert.equal(await valueIn('alarm'), '(getter, not called)');
    assert.equal(await valueIn('[[Prototype]]'), 'Object');
    assert.equal(await page.evaluate('alarmed'), false);
  });

  it('opens a hundred properties at a time', async () => {
    await look('shelf.books', 'Array(250)');
    await showMore(/^Show more .151 left/);
    await showMore(/^Show more .51 left/);
    await panel.devtools.keyboard.press('End');
    await panel.find('gridcell', '"book 249"');
    assert.equal(await valueIn('length'), '250');
  });

  it('asks a proxy nothing, and shows what is behind it', async () => {
    await look('trap', 'Proxy(Object)');
    await panel.find('gridcell', '[[Target]]');
    assert.equal(await page.evaluate('alarmed'), false);
  });

  it('has no id before a heap snapshot', async () => {
    await panel.says(/V8 has no id for it/);
  });

  it('that the page refuses is told with its own words', async () => {
    await panel.fill('textbox', 'Object id or expression', 'shelf.nothing.at.all');
    await panel.press('button', 'Look');
    await outcome(/TypeError: Cannot read properties of undefined/);
  });

  it('becomes a global variable of the page', async () => {
    await look('shelf', 'Shelf');
    await panel.press('button', 'Store as global variable');
    await outcome(/Stored as temp1/);
    assert.equal(await page.evaluate('temp1 === shelf'), true);
  });
});

describe('a node', () => {
  it('is selected in Elements and is $0 of the Console then', async () => {
    await look('shownNode', 'p#shown');
    await panel.press('button', 'Reveal element');
    await until('the node as $0 of the Console', async () => (await idOfConsoleNode()) === 'shown');
    await session.openPanel(page);
  });

  it('that is detached cannot be shown there, which is said', async () => {
    await look('detachedNode', 'aside');
    await panel.press('button', 'Reveal element');
    await outcome(/detached, so the Elements panel cannot show it/);
  });
});

describe('after a heap snapshot', () => {
  let doomed = '';

  it('an object has an id, by which it is found again', async () => {
    await panel.press('button', 'Close');
    await panel.press('button', 'Heap snapshot');
    await panel.press('button', /^Snapshot/, 120);
    await panel.press('button', 'Objects');
    const id = await look('shelf', 'Shelf');
    assert.match(id, /^@\d+$/);
    doomed = await look('doomed', 'Object');
    assert.equal(await look(id.slice(1), 'Shelf'), id);
    assert.equal(await valueIn('title'), '"Novels"');
  });

  it('is $0 of expressions in the dialog', async () => {
    await panel.fill('textbox', 'Expression with $0', '$0.books.length + 1');
    await panel.press('button', 'Evaluate with $0');
    await panel.find('gridcell', '251');
  });

  it('an object that was collected says so', async () => {
    await panel.press('button', 'Close');
    await page.evaluate('doomed = null');
    await panel.press('button', 'Collect garbage');
    await panel.press('button', 'Objects');
    await panel.fill('textbox', 'Object id or expression', doomed);
    await panel.press('button', 'Look');
    await outcome(/is not in the page any more: it was collected/);
  });
});

/** Goes to the last row but the prototype's, which has more properties to show, and asks for them. */
async function showMore(name: RegExp): Promise<void> {
  const grid = await panel.find('treegrid', 'Properties');
  await grid.focus();
  await panel.devtools.keyboard.press('End');
  await panel.devtools.keyboard.press('ArrowUp');
  await panel.find('gridcell', name);
  await panel.devtools.keyboard.press('ArrowRight');
  await panel.gone('gridcell', name);
}

/** The id of the node that is `$0` of DevTools, as an extension's evaluation sees it. */
async function idOfConsoleNode(): Promise<string> {
  return await panel.frame.evaluate(
    () =>
      new Promise<string>(resolve => {
        chrome.devtools.inspectedWindow.eval<string>('$0?.id', undefined, (...args) => resolve(args[0] ?? ''));
      }),
  );
}
