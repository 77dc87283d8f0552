import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { aggregate } from '../../../src/snapshot/classes/aggregate.ts';
import type { OpenSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { assertSameAnswers } from '../snapshot-queries/same-as-oracle.ts';
import { assertSameAsOracle } from './same-as-oracle.ts';

const folder = await mkdtemp(join(tmpdir(), 'heapscope-programs-'));
after(() => rm(folder, { recursive: true }));

/** Runs a program and gives the first of its two snapshots. */
async function snapshotOf(program: string, ...options: string[]): Promise<OpenSnapshot> {
  const fileOf = (moment: string) => join(folder, `${[program, ...options, moment].join('-')}.heapsnapshot`);
  const [before, later] = [fileOf('before'), fileOf('later')];
  const source = join(import.meta.dirname, 'programs.mjs');
  await promisify(execFile)(process.execPath, [source, program, before, '--later', later, ...options]);
  await assertSameAnswers(later, before);
  return await assertSameAsOracle(before);
}

const rowsNamed = ({ graph, classes }: OpenSnapshot, name: string) =>
  aggregate(graph, classes).filter(row => row.name === name);

describe('a snapshot of Node has the figures that DevTools shows', { concurrency: 2 }, () => {
  const programs = ['nothing', 'closures', 'strings', 'buffers', 'shapes', 'bundle', 'worker'];
  for (const program of programs) test(program, async () => void (await snapshotOf(program)));

  test('shapes, with internals exposed', async () => void (await snapshotOf('shapes', '--internals')));

  test('weak collections, without and with internals exposed', async () => {
    await snapshotOf('weakCollections');
    await snapshotOf('weakCollections', '--internals');
  });

  test('classes of one name from two scripts stay two', async () => {
    const rows = rowsNamed(await snapshotOf('classes'), 'Node').filter(({ count }) => count >= 500);
    assert.deepEqual(
      rows.map(({ count }) => count),
      [500, 500],
    );
    assert.notEqual(rows[0]?.key, rows[1]?.key);
  });

  test('a chain of 20,000 objects retains all that is behind it', async () => {
    const [chain] = rowsNamed(await snapshotOf('graphs'), '{further}');
    // V8 keeps one more as the boilerplate of the literal.
    assert.equal(chain?.count, 20_001);
    assert.equal(chain?.retainedSize, chain?.shallowSize);
  });
});
