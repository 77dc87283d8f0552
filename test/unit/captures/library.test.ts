import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { CaptureLibrary } from '../../../src/captures/library.ts';
import { bytes, epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { MemoryStore } from '../../support/memory-store.ts';

function summary(id: string, startedAt: number): CaptureSummary {
  return {
    ...freshCapture,
    id,
    kind: 'recording',
    title: 'A page',
    host: 'example.com',
    url: 'https://example.com/',
    startedAt: epochMilliseconds(startedAt),
    duration: milliseconds(1000),
    instruments: ['heap-usage'],
    options: null,
    files: [{ format: 'heapprofile', name: 'profile.heapprofile', bytes: bytes(12), isolate: null }],
    state: { kind: 'complete' },
  };
}

test('captures come back as they were saved, the newest first', async () => {
  const library = new CaptureLibrary(new MemoryStore());
  for (const [id, startedAt] of [['old', 1] as const, ['new', 3] as const, ['between', 2] as const]) {
    await library.save(summary(id, startedAt));
  }
  assert.deepEqual(await library.list(), [summary('new', 3), summary('between', 2), summary('old', 1)]);
  assert.deepEqual(await library.find('old'), summary('old', 1));
});

test('saving again replaces the summary', async () => {
  const library = new CaptureLibrary(new MemoryStore());
  await library.save({ ...summary('a', 1), state: { kind: 'running' } });
  await library.save(summary('a', 1));
  assert.deepEqual((await library.find('a'))?.state, { kind: 'complete' });
});

test('folders without a readable summary do not keep the others from being listed', async () => {
  const store = new MemoryStore();
  const library = new CaptureLibrary(store);
  await library.save(summary('whole', 1));
  const text = (value: string) => new TextEncoder().encode(value);
  store.files.set('cut/capture.json', text('{"id":"cut","fil'));
  store.files.set('empty/recording.log', text(''));
  store.files.set('copied/capture.json', text(JSON.stringify(summary('whole', 2))));
  store.files.set('odd/capture.json', text('null'));
  const read = store.read.bind(store);
  store.files.set('locked/capture.json', text(''));
  store.read = path => (path.startsWith('locked') ? Promise.reject(new Error('in use')) : read(path));
  assert.deepEqual(
    (await library.list()).map(({ id }) => id),
    ['whole'],
  );
  assert.equal(await library.find('nowhere'), null);
});
