import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AllocationTimeline } from '../../../src/instruments/allocation-timeline.ts';
import { MemorySink, workbench as makeWorkbench } from './workbench.ts';

function timeline() {
  const bench = makeWorkbench();
  const sink = new MemorySink();
  const percents: number[] = [];
  const instrument = new AllocationTimeline({ stacks: true }, bench.context, {
    openTimeline: async () => sink,
    onProgress: step => percents.push(step.percent),
  });
  return { ...bench, sink, percents, instrument };
}

test('updates become rows of fragments, and the time of the tick follows', async () => {
  const { session, clock, rows, instrument } = timeline();
  await instrument.start();
  assert.deepEqual(session.sent.at(-1)?.params, { trackAllocations: true });
  await clock.advance(50);
  session.fire('HeapProfiler.heapStatsUpdate', { statsUpdate: [0, 5, 500, 1, 2, 64] });
  session.fire('HeapProfiler.lastSeenObjectId', { lastSeenObjectId: 99, timestamp: 1234 });
  const [update, tick] = rows;
  assert.deepEqual(update, {
    kind: 'allocation-timeline',
    isolate: 0,
    time: 50,
    fragment: Uint32Array.of(0, 1),
    count: Uint32Array.of(5, 2),
    size: Float64Array.of(500, 64),
    lastSeen: null,
  });
  assert.deepEqual(tick?.kind === 'allocation-timeline' && tick.lastSeen, { objectId: 99, timestamp: 1234 });
});

test('a page that moves to another process empties the old fragments and numbers on', async () => {
  const { session, rows, instrument } = timeline();
  await instrument.start();
  session.fire('HeapProfiler.heapStatsUpdate', { statsUpdate: [0, 5, 500, 1, 0, 0, 2, 1, 8] });
  session.fire('HeapProfiler.resetProfiles', undefined as never);
  session.fire('HeapProfiler.heapStatsUpdate', { statsUpdate: [0, 7, 700] });
  assert.deepEqual(
    rows.map(row => row.kind === 'allocation-timeline' && [[...row.fragment], [...row.size]]),
    [
      [
        [0, 1, 2],
        [500, 0, 8],
      ],
      [
        [0, 2],
        [0, 0],
      ],
      [[3], [700]],
    ],
  );
});

test('chunks go to the sink in order, with progress, and the sink is closed', async () => {
  const { session, sink, percents, instrument } = timeline();
  session.answer('HeapProfiler.stopTrackingHeapObjects', () => {
    session.fire('HeapProfiler.reportHeapSnapshotProgress', { done: 1, total: 4 });
    session.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{"snap' });
    session.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: 'shot":1}' });
  });
  await instrument.start();
  assert.deepEqual(await instrument.stop(), { format: 'heaptimeline', bytes: 14 });
  assert.deepEqual([sink.chunks, sink.end, percents], [['{"snap', 'shot":1}'], 'closed', [25, 100, 100]]);
  assert.equal(session.listenerCount, 0);
});

test('an empty snapshot is an error and leaves no file', async () => {
  const { session, sink, instrument } = timeline();
  await instrument.start();
  await assert.rejects(instrument.stop(), { code: 'protocol-error' });
  assert.deepEqual([sink.end, session.listenerCount], ['aborted', 0]);
});

test('a sink that cannot write ends the snapshot with its own error', async () => {
  const { session, sink, instrument } = timeline();
  sink.write = () => {
    throw new Error('disk full');
  };
  session.answer('HeapProfiler.stopTrackingHeapObjects', () => {
    session.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{' });
  });
  await instrument.start();
  await assert.rejects(instrument.stop(), { message: 'disk full' });
  assert.equal(sink.end, 'aborted');
});
