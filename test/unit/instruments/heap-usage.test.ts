import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeapUsage } from '../../../src/instruments/heap-usage.ts';
import { defaultUsage } from '../../../src/recording/options.ts';
import { settle } from '../../support/manual-clock.ts';
import { workbench } from './workbench.ts';

const heap = { usedSize: 10, totalSize: 20, embedderHeapUsedSize: 3, backingStorageSize: 4 };

test('usage and DOM counters are read at once and then every 500 ms', async () => {
  const { session, clock, rows, context } = workbench();
  session.answer('Runtime.getHeapUsage', () => heap);
  session.answer('Performance.getMetrics', () => ({
    metrics: [
      { name: 'Nodes', value: 11 },
      { name: 'Documents', value: 2 },
      { name: 'JSEventListeners', value: 5 },
    ],
  }));
  const instrument = new HeapUsage(defaultUsage, context);
  await instrument.start();
  await clock.advance(1000);
  const row = { kind: 'heap-usage', isolate: 0, used: 10, total: 20, embedder: 3, backingStorage: 4 };
  const counters = { documents: 2, domNodes: 11, listeners: 5 };
  assert.deepEqual(
    rows,
    [0, 500, 1000].map(time => ({ ...row, time, ...counters })),
  );
  await instrument.stop();
  assert.equal(session.methods.at(-1), 'Performance.disable');
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('a target without counters is asked for them once and reports 0', async () => {
  const { session, clock, rows, failures, context } = workbench();
  session.answer('Runtime.getHeapUsage', () => heap).refuse('Performance.enable');
  await new HeapUsage(defaultUsage, context).start();
  await clock.advance(1000);
  assert.equal(session.methods.filter(method => method.startsWith('Performance.')).length, 1);
  assert.deepEqual(
    rows.map(row => row.kind === 'heap-usage' && [row.used, row.domNodes]),
    [
      [10, 0],
      [10, 0],
      [10, 0],
    ],
  );
  assert.deepEqual(failures, []);
});

test('usage is read once more at the end, without waiting for a page that does not answer', async () => {
  const { session, clock, rows, failures, context } = workbench();
  session.answer('Runtime.getHeapUsage', () => heap);
  const stoppedAt = async (answer: () => void) => {
    const instrument = new HeapUsage(defaultUsage, context);
    await instrument.start();
    clock.pass(400);
    rows.length = 0;
    answer();
    const stopped = instrument.stop();
    await settle();
    await clock.advance(500);
    await stopped;
    return rows.map(({ time }) => time);
  };
  assert.deepEqual(await stoppedAt(() => {}), [400]);
  assert.deepEqual(await stoppedAt(() => session.answer('Runtime.getHeapUsage', () => new Promise(() => {}))), []);
  session.answer('Runtime.getHeapUsage', () => heap);
  assert.deepEqual(await stoppedAt(() => session.refuse('Runtime.getHeapUsage')), []);
  assert.deepEqual([failures, clock.waiting, session.listenerCount], [[], [], 0]);
});
