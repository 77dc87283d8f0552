import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEvent } from '../../../src/formats/trace-profile.ts';
import { CpuTracing } from '../../../src/instruments/cpu-tracing.ts';
import { defaultCpu } from '../../../src/recording/options.ts';
import { settle } from '../../support/manual-clock.ts';
import { workbench } from './workbench.ts';

const thread = { pid: 10, tid: 10 };
const root = { id: 1, callFrame: { functionName: '(root)' } };
const busy = {
  id: 2,
  parent: 1,
  callFrame: { functionName: 'busy', scriptId: 4, url: 'https://page/a.js', lineNumber: 1 },
};

const firstTurn = 3000;
const nextTurn = 10_000;

/** A browser whose traces begin 10 s apart and hold three samples 4 ms apart. */
function tracing() {
  const bench = workbench();
  let traces = 0;
  bench.session.answer('Tracing.end', () => {
    const ts = 10_000_000 * traces++;
    const events: TraceEvent[] = [
      { ...thread, name: 'thread_name', ts: 0, args: { name: 'CrRendererMain' } },
      { ...thread, name: 'Profile', id: '0x1', ts, args: { data: {} } },
    ];
    const data = { cpuProfile: { nodes: [root, busy], samples: [2, 2, 1] }, timeDeltas: [1000, 4000, 4000] };
    bench.session.fire('Tracing.dataCollected', { value: events });
    bench.session.fire('Tracing.dataCollected', {
      value: [{ pid: 10, tid: 99, name: 'ProfileChunk', id: '0x1', ts, args: { data } }],
    });
    bench.session.fire('Tracing.tracingComplete', { dataLossOccurred: false });
  });
  return { ...bench, instrument: new CpuTracing(defaultCpu, bench.context) };
}

test('every turn ends the trace and begins another, and brings a row; the file holds all turns', async () => {
  const { session, clock, rows, instrument } = tracing();
  await instrument.start();
  await clock.advance(firstTurn);
  assert.deepEqual(session.methods, ['Tracing.start', 'Tracing.end', 'Tracing.start']);
  const file = await instrument.stop();
  assert.equal(session.methods.at(-1), 'Tracing.end');
  assert.deepEqual(
    rows.map(row => row.kind === 'cpu-profile' && [row.from, row.to]),
    [
      [0, 13_000],
      [10_000_000, 10_013_000],
    ],
  );
  assert.ok(file?.format === 'cpuprofile');
  // Three samples of each turn, and the one that stands for the time between.
  assert.equal(JSON.parse(file.text).samples.length, 7);
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('where the next trace takes long to begin, turns are longer', async () => {
  const { session, clock, instrument } = tracing();
  await instrument.start();
  assert.deepEqual(clock.waiting, [firstTurn]);
  session.answer('Tracing.start', () => clock.pass(600));
  await clock.advance(firstTurn);
  assert.deepEqual(clock.waiting, [30_000]);
});

test('another trace that is under way refuses the start and leaves nothing behind', async () => {
  const { session, clock, instrument } = tracing();
  session.refuse('Tracing.start', 'Tracing has already been started (possibly in another tab).');
  await assert.rejects(instrument.start(), { code: 'trace-running' });
  assert.equal(await instrument.stop(), null);
  assert.deepEqual([session.methods, clock.waiting, session.listenerCount], [['Tracing.start'], [], 0]);
});

test('stop within a turn waits for what the turn reads and begins no other trace', async () => {
  const { session, clock, rows, instrument } = tracing();
  let end = () => {};
  await instrument.start();
  session.answer(
    'Tracing.end',
    () =>
      new Promise(resolve => {
        end = resolve;
      }),
  );
  await clock.advance(firstTurn);
  const stopped = instrument.stop();
  session.fire('Tracing.tracingComplete', { dataLossOccurred: true });
  end();
  await stopped;
  assert.deepEqual(session.methods, ['Tracing.start', 'Tracing.end']);
  assert.deepEqual(
    rows.map(row => row.kind === 'mark' && row.text),
    ["Chrome's trace buffer was full: CPU samples are missing before here"],
  );
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('a turn that Chrome refuses, as while the page lies crashed, is made up for by the next', async () => {
  const { session, clock, rows, failures, instrument } = tracing();
  await instrument.start();
  session.refuse('Tracing.end', 'Target crashed');
  await clock.advance(firstTurn);
  assert.deepEqual(session.methods, ['Tracing.start', 'Tracing.end']);
  session.answer('Tracing.end', () => session.fire('Tracing.tracingComplete', { dataLossOccurred: true }));
  await clock.advance(nextTurn);
  assert.deepEqual(session.methods.slice(2), ['Tracing.end', 'Tracing.start']);
  assert.deepEqual([rows.length, failures], [1, []]);
});

test('a trace whose end never comes fails the instrument after a minute and leaves the earlier turns', async () => {
  const { session, clock, failures, instrument } = tracing();
  await instrument.start();
  await clock.advance(firstTurn);
  session.answer('Tracing.end', () => {});
  await clock.advance(nextTurn + 60_000);
  assert.deepEqual(
    failures.map(error => (error as { code?: string }).code),
    ['command-timeout'],
  );
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
  assert.equal(instrument.salvage()?.format, 'cpuprofile');
});

test('a session that closes within a turn fails once and leaves the earlier turns', async () => {
  const { session, clock, failures, instrument } = tracing();
  await instrument.start();
  await clock.advance(firstTurn);
  session.answer('Tracing.end', () => new Promise(() => {}));
  await clock.advance(nextTurn);
  session.close();
  await settle();
  assert.equal(failures.length, 1);
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
  assert.equal(instrument.salvage()?.format, 'cpuprofile');
});
