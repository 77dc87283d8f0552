import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paneSize, sizeForKey } from '../../../panel/widgets/split-pane/pane-size.ts';

test('a pane leaves the other one its smallest size, and both share a space too small for that', () => {
  assert.equal(paneSize(300, 80, 1000).size, 300);
  assert.equal(paneSize(990, 80, 1000).size, 920);
  assert.equal(paneSize(10, 80, 1000).size, 80);
  assert.equal(paneSize(300, 80, 100).size, 50);
});

test('an arrow moves the separator its way, whichever pane has the size', () => {
  const row = { isRow: true, min: 80, largest: 920, coarse: false } as const;
  assert.equal(sizeForKey('ArrowRight', 300, { ...row, side: 'start' }), 310);
  assert.equal(sizeForKey('ArrowRight', 300, { ...row, side: 'end' }), 290);
  assert.equal(sizeForKey('ArrowLeft', 300, { ...row, side: 'start', coarse: true }), 250);
  assert.equal(sizeForKey('ArrowDown', 300, { ...row, side: 'start' }), null);
  assert.equal(sizeForKey('End', 300, { ...row, side: 'start' }), 920);
});
