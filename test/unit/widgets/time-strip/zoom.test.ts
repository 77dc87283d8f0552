import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockLabel } from '../../../../panel/widgets/time-strip/clock-label.ts';
import { panned, zoomed } from '../../../../panel/widgets/time-strip/zoom.ts';

const whole = { from: 0, to: 600_000 };

test('zooming keeps the moment under the pointer where it is', () => {
  assert.deepEqual(zoomed(whole, 0.5, 150_000, whole), { from: 75_000, to: 375_000 });
});

test('zooming ends at the whole on one side and at milliseconds on the other', () => {
  assert.equal(zoomed({ from: 0, to: 400_000 }, 2, 0, whole), null);
  const closest = zoomed({ from: 1000, to: 1012 }, 0.01, 1006, whole);
  assert.deepEqual(closest, { from: 1001, to: 1011 });
});

test('a view moves no further than the recording goes', () => {
  assert.deepEqual(panned({ from: 0, to: 1000 }, -0.5, whole), { from: 0, to: 1000 });
  assert.deepEqual(panned({ from: 599_000, to: 599_500 }, 2, whole), { from: 599_500, to: 600_000 });
});

test('moments that are close have labels that tell them apart', () => {
  assert.deepEqual([clockLabel(2518, 1), clockLabel(2518, 10), clockLabel(2518)], ['2.518 s', '2.52 s', '2.5 s']);
  assert.deepEqual([clockLabel(300_250, 10), clockLabel(179_960)], ['5:00.25', '3:00']);
});
