import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openSession } from '../support/session.ts';

const session = await openSession();
after(session.close);
const { panel } = await session.inspect('limited/');
const folder = await mkdtemp(join(tmpdir(), 'heapscope-'));
after(() => rm(folder, { recursive: true }));

/** Callers of each function, from the one next to it. */
const callers = Array.from({ length: 12 }, (_, level) => `caller${level + 1}`);

describe('the bottom-up tree', () => {
  it('lies open along its heaviest path', async () => {
    const file = join(folder, 'deep.heapprofile');
    await writeFile(file, deepProfile({ heavy: 4096, light: 1024 }));
    await panel.importFiles(file);
    await panel.press('tab', 'Bottom-up');
    await panel.find('gridcell', 'light', 60);
    assert.deepEqual(await names(), ['heavy', ...callers.slice(0, 4).map(name => `${name} of heavy`), 'light']);
  });

  it('has the callers of what is opened, level by level', async () => {
    await panel.press('gridcell', 'light');
    for (const caller of callers.slice(0, 6)) {
      // The tree is made as it is seen: a row can be opened when what is below it has come.
      await panel.frame.waitForSelector('[role=row][aria-selected=true][aria-expanded=false]');
      await panel.devtools.keyboard.press('ArrowRight');
      await panel.find('gridcell', `${caller} of light`);
      await panel.devtools.keyboard.press('ArrowRight');
    }
  });

  it('opens everything below a function with one key', async () => {
    await panel.press('gridcell', 'heavy');
    await panel.devtools.keyboard.press('*');
    await panel.find('gridcell', 'caller12 of heavy');
  });
});

const names = async () => (await panel.rows('Call tree')).map(([name]) => name);

/** A profile with one deep stack below each of these functions' callers. */
function deepProfile(sizes: Readonly<Record<string, number>>): string {
  let id = 0;
  const node = (functionName: string, selfSize: number, children: object[]): object => ({
    callFrame: { functionName, scriptId: '1', url: 'https://page.test/app.js', lineNumber: 1, columnNumber: 1 },
    selfSize,
    id: ++id,
    children,
  });
  const stacks = Object.entries(sizes).map(([name, size]) =>
    callers.reduce((below, caller) => node(`${caller} of ${name}`, 0, [below]), node(name, size, [])),
  );
  return JSON.stringify({ head: node('(root)', 0, stacks), samples: [] });
}
