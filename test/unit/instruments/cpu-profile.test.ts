import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CpuProfile } from '../../../src/instruments/cpu-profile.ts';
import { defaultCpu } from '../../../src/recording/options.ts';
import { settle } from '../../support/manual-clock.ts';
import { workbench } from './workbench.ts';

const callFrame = { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };

function cpu() {
  const bench = workbench();
  let v8Time = 0;
  bench.session.answer('Profiler.stop', () => {
    v8Time += 2_000_000;
    const nodes = [{ id: 1, callFrame, hitCount: 1 }];
    return { profile: { nodes, startTime: v8Time - 1_990_000, endTime: v8Time, samples: [1], timeDeltas: [1000] } };
  });
  return { ...bench, instrument: new CpuProfile(defaultCpu, bench.context) };
}

test('every turn stops and starts the profiler and brings a row; the file holds all turns', async () => {
  const { session, clock, rows, instrument } = cpu();
  clock.pass(25);
  await instrument.start();
  assert.deepEqual(session.sent[1]?.params, { interval: 1000 });
  await clock.advance(2000);
  assert.deepEqual(session.methods.slice(-2), ['Profiler.stop', 'Profiler.start']);
  const file = await instrument.stop();
  assert.equal(session.methods.at(-1), 'Profiler.stop');
  assert.deepEqual(
    rows.map(row => row.kind === 'cpu-profile' && [row.from, row.to]),
    [
      [25_000, 2_015_000],
      [2_025_000, 4_015_000],
    ],
  );
  assert.ok(file?.format === 'cpuprofile');
  assert.equal(JSON.parse(file.text).samples.length, 3);
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('a start that fails half way stops the profiler', async () => {
  const { session, clock, instrument } = cpu();
  session.refuse('Profiler.start');
  await assert.rejects(instrument.start(), { code: 'protocol-error' });
  assert.equal(session.methods.at(-1), 'Profiler.stop');
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('a session that closes within a turn fails once and leaves the earlier turns', async () => {
  const { session, clock, failures, instrument } = cpu();
  await instrument.start();
  await clock.advance(2000);
  session.answer('Profiler.stop', () => new Promise(() => {}));
  await clock.advance(2000);
  session.close();
  await settle();
  assert.equal(failures.length, 1);
  assert.deepEqual(clock.waiting, []);
  assert.equal(instrument.salvage()?.format, 'cpuprofile');
});
