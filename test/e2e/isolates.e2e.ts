import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { totalInTree } from '../support/call-tree.ts';
import { hasMark } from '../support/marks.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

/** 100,000 objects of 36 bytes, and the list of them. */
const keptBytes = 100_000 * 36;

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('isolates/');
const otherSite = new URL(session.pages).origin.replace('127.0.0.1', 'localhost');

describe('the isolates of a tab', () => {
  it('are listed with their size: the page, workers and theirs, frames of other sites, shared and service workers', async () => {
    await panel.connect(session.port);
    await page.evaluate(`startWorker('early'); startShared(); startService(); addFrame('${otherSite}')`);
    const labels = await listed(7);
    assert.deepEqual(
      labels.map(label => label.replace(/\d[\d.,]* [KM]?B.*/, '')).sort(),
      [
        'frame frame.html',
        'main page',
        'service worker service.js',
        'shared worker shared',
        'worker early',
        'worker inner',
      ].sort(),
    );
    assert.ok(
      labels.every(label => /\d[\d.,]* [KM]B/.test(label)),
      `each has its size: ${labels}`,
    );
  });

  it('are recorded together, each as the top frame of its part', async () => {
    await panel.record();
    await page.evaluate('keepOnPage()');
    await panel.press('tab', 'Tree');
    await panel.find('gridcell', 'keepOnPage', 60);
    await panel.find('gridcell', 'main page');
  });

  it('join a running recording before their first script runs', async () => {
    await page.evaluate(`startWorker('late')`);
    await panel.find('gridcell', 'worker late', 60);
    // Which of the isolates is the heaviest, and lies open by itself, is up to the samples: the filter leaves one.
    await panel.fill('searchbox', 'Filter functions', 'keepAtStart');
    await until('what the worker kept at its start', async () => {
      const total = await totalInTree(panel, 'keepAtStart');
      return total > 0.6 * keptBytes && total < 2 * keptBytes;
    });
    await panel.fill('searchbox', 'Filter functions', '');
  });

  it('can be looked at one by one', async () => {
    await panel.press('button', /^All isolates \(\d+\)$/);
    await panel.press('menuitemradio', /^worker late/);
    await panel.find('gridcell', 'keepAtStart', 60);
    await panel.gone('gridcell', 'keepOnPage');
    await panel.press('button', /^worker late/);
    await panel.press('menuitemradio', /^All isolates/);
    await panel.find('gridcell', 'main page');
  });

  it('leave what was recorded of them behind', async () => {
    await page.evaluate('endWorkers()');
    await panel.press('button', /^All isolates/);
    await until('the end of the workers', async () =>
      (await panel.names('menuitemradio')).some(name => /^worker late.*has ended$/.test(name)),
    );
    await panel.devtools.keyboard.press('Escape');
    await panel.fill('searchbox', 'Filter functions', 'keepAtStart');
    await panel.gone('gridcell', 'keepOnPage');
    await until('what the worker kept', async () => (await totalInTree(panel, 'keepAtStart')) > 0.6 * keptBytes);
    await panel.fill('searchbox', 'Filter functions', '');
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.find('gridcell', 'worker late');
    await panel.press('button', 'Export');
    await until('a file of each', async () => {
      const files = await panel.names('menuitem');
      return files.filter(name => /heapprofile/.test(name)).length >= 7;
    });
    await panel.devtools.keyboard.press('Escape');
  });
});

describe('a page that is left and come back to', () => {
  it('is marked where it comes from the back/forward cache', async () => {
    await panel.record();
    await page.goto(new URL('cpu/', session.pages).href);
    await page.goBack();
    await until('a mark', () => hasMark(panel, '(from the back/forward cache)'));
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
  });
});

/** What the list of isolates says, when there are so many of them with a size. */
async function listed(count: number): Promise<string[]> {
  await panel.press('button', new RegExp(`^main page \\(${count - 1}\\)$`));
  return await until('a size for each', async () => {
    const names = await panel.names('menuitemradio');
    return names.filter(name => /[KM]B/.test(name)).length === count - 1 ? names : null;
  });
}
