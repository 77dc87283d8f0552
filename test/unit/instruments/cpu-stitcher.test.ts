import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { test } from 'node:test';
import type { Protocol } from 'devtools-protocol';
import { CpuStitcher, notRecorded } from '../../../src/instruments/cpu-stitcher.ts';
import { microseconds } from '../../../src/units.ts';

type Profile = Protocol.Profiler.Profile;

function busy(milliseconds: number): number {
  let sum = 0;
  for (const end = performance.now() + milliseconds; performance.now() < end; ) sum += Math.sqrt(sum + 1);
  return sum;
}

function lastSampleOf(profile: Profile): number {
  return (profile.timeDeltas ?? []).reduce((time, delta) => time + delta, profile.startTime);
}

function assertValid(profile: Profile): void {
  const ids = profile.nodes.map(node => node.id);
  assert.deepEqual(
    ids,
    ids.map((_, i) => i + 1),
    'ids count from 1, the root first',
  );
  const children = profile.nodes.flatMap(node => node.children ?? []);
  assert.deepEqual(
    children.toSorted((a, b) => a - b),
    ids.slice(1),
    'every node but the root is the child of one other',
  );
  const samples = profile.samples ?? [];
  const timeDeltas = profile.timeDeltas ?? [];
  assert.equal(timeDeltas.length, samples.length);
  assert.ok(timeDeltas.every(delta => delta >= 0));
  const known = new Set(ids);
  assert.ok(samples.every(id => known.has(id)));
}

test('turns of a real V8 profile become one valid profile', async () => {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    const stitcher = new CpuStitcher(microseconds(5000));
    const turns: Profile[] = [];
    const rows = [];
    for (let turn = 0; turn < 3; turn++) {
      await session.post('Profiler.start');
      busy(40);
      const { profile } = (await session.post('Profiler.stop')) as { profile: Profile };
      turns.push(profile);
      rows.push(stitcher.add(profile));
    }
    const stitched = stitcher.profile();
    assert.ok(stitched);
    assertValid(stitched);
    assert.deepEqual([stitched.startTime, stitched.endTime], [turns[0]?.startTime, turns[2]?.endTime]);
    assert.equal(lastSampleOf(stitched), turns[2] && lastSampleOf(turns[2]));
    const sampled = turns.reduce((sum, turn) => sum + (turn.samples?.length ?? 0), 0);
    assert.equal(stitched.samples?.length, sampled + 2, 'all samples, and one for each gap');

    const hits = (profile: Profile, name: string) =>
      profile.nodes.reduce((sum, node) => sum + (node.callFrame.functionName === name ? (node.hitCount ?? 0) : 0), 0);
    assert.equal(
      hits(stitched, 'busy'),
      turns.reduce((sum, turn) => sum + hits(turn, 'busy'), 0),
    );
    assert.ok(hits(stitched, 'busy') > 0);
    assert.equal(hits(stitched, notRecorded), 2, 'one sample for each gap');

    const times = rows.flatMap(row => [...row.sampleTime]);
    assert.equal(times.length, stitched.samples?.length);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.equal(rows[0]?.from, 5000);
  } finally {
    session.disconnect();
  }
});

const callFrame = (functionName: string, scriptId = '1') => ({
  functionName,
  scriptId,
  url: 'a.js',
  lineNumber: 0,
  columnNumber: 0,
});
const turn = (startTime: number, endTime: number, timeDeltas: number[], leaf = callFrame('f')): Profile => ({
  nodes: [
    { id: 1, callFrame: callFrame('(root)', '0'), hitCount: 0, children: [5] },
    { id: 5, callFrame: leaf, hitCount: timeDeltas.length, positionTicks: [{ line: 3, ticks: 1 }] },
  ],
  startTime,
  endTime,
  samples: timeDeltas.map(() => 5),
  timeDeltas,
});

test('the time between two turns belongs to "(not recorded)", ended by the first sample of the next', () => {
  const stitcher = new CpuStitcher(microseconds(0));
  stitcher.add(turn(1000, 1400, [100, 200]));
  const second = stitcher.add(turn(2000, 2300, [50, 100]));
  assert.deepEqual([...second.sampleTime], [400, 1050, 1150]);
  assert.deepEqual([second.from, second.to], [1000, 1300]);
  const profile = stitcher.profile();
  assert.deepEqual(profile?.samples, [2, 2, 3, 2, 2]);
  assert.deepEqual(profile?.timeDeltas, [100, 200, 100, 650, 100]);
  assert.equal(profile?.nodes[2]?.callFrame.functionName, notRecorded);
  assert.deepEqual(profile?.nodes[1]?.positionTicks, [{ line: 3, ticks: 2 }]);
});

test('samples out of order, as V8 may give them, are put in order', () => {
  const stitcher = new CpuStitcher(microseconds(0));
  const row = stitcher.add(turn(1000, 2000, [300, -100, 300]));
  assert.deepEqual([...row.sampleTime], [200, 300, 500]);
});

test('functions of two scripts are two nodes of the file', () => {
  const stitcher = new CpuStitcher(microseconds(0));
  stitcher.add(turn(0, 10, [1]));
  stitcher.add(turn(20, 30, [1], callFrame('f', '2')));
  assert.deepEqual(
    stitcher.profile()?.nodes.map(node => node.callFrame.scriptId),
    ['0', '1', '2', '0'],
  );
});
