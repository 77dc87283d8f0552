import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeForKey } from '../../../../panel/widgets/time-strip/brush.ts';
import { clockLabel } from '../../../../panel/widgets/time-strip/clock-label.ts';

const whole = { from: 0, to: 1000 };

test('arrows move one edge by a hundredth of the whole, with Shift by a tenth', () => {
  assert.deepEqual(rangeForKey('ArrowRight', false, 'from', whole, whole), { from: 10, to: 1000 });
  assert.deepEqual(rangeForKey('ArrowLeft', true, 'to', whole, whole), { from: 0, to: 900 });
});

test('an edge stops at the other edge and at the ends of the strip', () => {
  assert.deepEqual(rangeForKey('PageUp', false, 'from', { from: 480, to: 500 }, whole), { from: 500, to: 500 });
  assert.deepEqual(rangeForKey('Home', false, 'to', { from: 480, to: 500 }, whole), { from: 480, to: 480 });
  assert.deepEqual(rangeForKey('ArrowLeft', false, 'from', { from: 5, to: 500 }, whole), { from: 0, to: 500 });
});

test('a key that means nothing here is left to others', () => {
  assert.equal(rangeForKey('a', false, 'from', whole, whole), null);
});

test('the time axis counts seconds, then minutes', () => {
  assert.equal(clockLabel(0), '0 s');
  assert.equal(clockLabel(2500), '2.5 s');
  assert.equal(clockLabel(90_000), '90 s');
  assert.equal(clockLabel(305_000), '5:05');
});
