import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { extensionFolder } from '../../scripts/steps/paths.ts';
import { openSession } from '../support/session.ts';

// A copy, whose views are put aside: a file that is asked for and missing is an error that a person sees.
const extension = await mkdtemp(join(tmpdir(), 'heapscope-extension-'));
await cp(extensionFolder, extension, { recursive: true });
const chunks = join(extension, 'chunks');
const aside = join(extension, 'aside');
const views = (await readdir(chunks)).filter(name => !name.startsWith('chunk-'));
await mkdir(aside);
for (const name of views) await rename(join(chunks, name), join(aside, name));
const session = await openSession({ extension });
after(async () => {
  await session.close();
  await rm(extension, { recursive: true, force: true });
});
const { page, panel } = await session.inspect('known-amounts/');

describe('the code of the panel', () => {
  it('is there up to the first live picture without that of views which are not shown', async () => {
    assert.ok(views.some(name => name.startsWith('snapshot-view-')));
    await panel.connect(session.port);
    await panel.record();
    await page.evaluate('startPlanting()');
    await panel.statusMatching(/samples/);
    await panel.find('application', 'Flame graph');
    assert.deepEqual(await panel.names('alert'), []);
  });

  it('says what to do when that of a view is gone, and loads it when it is back', async () => {
    await panel.press('tab', 'Tree');
    await panel.find('alert', /code of this view could not be loaded.*close DevTools and open it again/);
    for (const name of views) await rename(join(aside, name), join(chunks, name));
    await panel.press('button', 'Try again');
    await panel.find('treegrid', 'Call tree');
    assert.deepEqual(await panel.names('alert'), []);
  });
});
