import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameKey } from '../../../src/calltree/path-key.ts';

const frame = { functionName: 'leak', url: 'https://page.test/app.js', line: 3, column: 7 };

test('a function has one key in every table of frames, and another function has another', () => {
  assert.equal(frameKey(frame), frameKey({ ...frame }));
  assert.notEqual(frameKey(frame), frameKey({ ...frame, line: 4 }));
  assert.ok(Number.isSafeInteger(frameKey(frame)) && frameKey(frame) > 0);
});
