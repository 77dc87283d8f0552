import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { root } from '../../scripts/steps/paths.ts';
import { readCpuProfile } from '../../src/formats/cpuprofile.ts';
import { functionsInTree } from '../support/call-tree.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const sample = join(root, 'test', 'samples', 'chromium-156.cpuprofile');

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('cpu/');

describe('a page that burns the CPU', () => {
  it('shows the hot line with its text, live', async () => {
    await panel.connect(session.port);
    await panel.choose({ on: ['CPU profile'] });
    await panel.record();
    await page.evaluate('startWork()');
    await panel.press('tab', 'Source lines');
    // What the page does as it begins may be the hottest at first.
    const hot = await until(
      'the hot line, at the first turn',
      async () => {
        const [hottest = []] = await panel.rows('Source lines');
        return /^for \(let term = 1; term < 20_000/.test(hottest[0] ?? '') && hottest;
      },
      60,
    );
    const [text, samples, functionName, place] = hot;
    assert.match(text ?? '', /sum \+= Math\.sqrt\(term\)/);
    assert.match(samples ?? '', /^[\d,]+ {2}[\d.]+ %$/);
    assert.deepEqual([functionName, place], ['hotLoop', 'cpu.js:6']);
  });

  it('can be recorded from its first script on', async () => {
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.press('button', 'Reload and record');
    await panel.find('button', 'Stop');
    await panel.press('tab', 'Tree');
    await until('what ran at the start', async () => (await functionsInTree(panel)).includes('keepAtStart'), 60);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
  });

  /** V8 of today gives hardly a function up for good, so that the reason comes in a file. */
  it('tells of a function why V8 could not optimise it', async () => {
    const profile = readCpuProfile(await readFile(sample, 'utf8'), 'the sample');
    const spin = profile.nodes.find(({ callFrame }) => callFrame.functionName === 'spin');
    assert.ok(spin);
    spin.deoptReason = 'Optimized too many times';
    const folder = await mkdtemp(join(tmpdir(), 'heapscope-'));
    after(() => rm(folder, { recursive: true }));
    const file = join(folder, 'deoptimised.cpuprofile');
    await writeFile(file, JSON.stringify(profile));
    await panel.importFiles(file);
    await panel.find('button', /^deoptimised/);
    await panel.press('tab', 'Tree');
    await panel.press('gridcell', 'spin', 60);
    await panel.says(/Deoptimised: Optimized too many times/);
  });
});
