import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInstruments } from '../../../src/instruments/create-instruments.ts';
import { takeHeapSnapshot } from '../../../src/instruments/heap-snapshot.ts';
import { ScriptSources } from '../../../src/instruments/script-sources.ts';
import type { SnapshotStep } from '../../../src/instruments/snapshot-stream.ts';
import { defaultCpu, defaultRecording, defaultTimeline } from '../../../src/recording/options.ts';
import { settle } from '../../support/manual-clock.ts';
import { MemorySink, workbench } from './workbench.ts';

test('a snapshot is taken as the Memory panel takes it, and its size comes back', async () => {
  const { session } = workbench();
  const sink = new MemorySink();
  const steps: SnapshotStep[] = [];
  session.answer('HeapProfiler.takeHeapSnapshot', () => {
    session.fire('HeapProfiler.reportHeapSnapshotProgress', { done: 3, total: 3, finished: true });
    session.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{}' });
  });
  assert.equal(await takeHeapSnapshot(session, sink, step => steps.push(step)), 2);
  assert.deepEqual(session.sent, [
    { method: 'HeapProfiler.enable', params: undefined },
    {
      method: 'HeapProfiler.takeHeapSnapshot',
      params: {
        reportProgress: true,
        treatGlobalObjectsAsRoots: true,
        captureNumericValue: true,
        exposeInternals: false,
      },
    },
  ]);
  assert.deepEqual(steps, [
    { stage: 'building', percent: 100, bytes: 0 },
    { stage: 'receiving', percent: 100, bytes: 2 },
  ]);
  assert.equal(sink.end, 'closed');
});

test('a tab that closes half way leaves no half snapshot and no listener', async () => {
  const { session } = workbench();
  const sink = new MemorySink();
  session.answer('HeapProfiler.takeHeapSnapshot', () => {
    session.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{"snap' });
    return new Promise(() => {});
  });
  const taking = assert.rejects(
    takeHeapSnapshot(session, sink, () => {}),
    { code: 'session-closed' },
  );
  await settle();
  session.close();
  await taking;
  assert.deepEqual([sink.end, session.listenerCount], ['aborted', 0]);
});

test('the options say which instruments there are', () => {
  const { context, session } = workbench();
  const sources = new ScriptSources(session);
  const helpers = { openTimeline: async () => new MemorySink(), onProgress: () => {}, sources, hasProfiler: true };
  const kinds = (options: typeof defaultRecording) =>
    createInstruments(options, context, helpers).map(instrument => instrument.kind);
  assert.deepEqual(kinds(defaultRecording), ['heap-usage', 'allocation-sampling']);
  assert.deepEqual(kinds({ sampling: null, usage: null, timeline: defaultTimeline, cpu: defaultCpu, coverage: null }), [
    'allocation-timeline',
    'cpu-profile',
  ]);
});
