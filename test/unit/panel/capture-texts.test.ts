import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captureFacts, factsText } from '../../../panel/views/captures/capture-texts.ts';
import { type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { bytes, epochMilliseconds, milliseconds } from '../../../src/units.ts';

const capture: CaptureSummary = {
  ...freshCapture,
  id: 'one',
  kind: 'recording',
  title: 'Shop',
  host: '127.0.0.1:4000',
  url: 'http://127.0.0.1:4000/',
  startedAt: epochMilliseconds(0),
  duration: milliseconds(14_300),
  instruments: [],
  options: null,
  files: [{ name: 'recording.log', format: 'heapscope-log', bytes: bytes(2048), isolate: null }],
  state: { kind: 'partial', reason: 'The tab was closed.' },
};

test('what may be cut stands before what must not', () => {
  assert.deepEqual(captureFacts(capture, null), {
    about: ['127.0.0.1:4000', '14.3 s'],
    state: ['2.0 KB', 'incomplete'],
  });
  assert.equal(factsText(captureFacts(capture, null)), '127.0.0.1:4000 · 14.3 s · 2.0 KB · incomplete');
});

test('a running capture is told by its page alone: its size changes all the time', () => {
  assert.equal(factsText(captureFacts(capture, 'one')), '127.0.0.1:4000');
});
