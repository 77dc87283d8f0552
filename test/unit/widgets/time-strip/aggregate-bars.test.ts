import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BarColumns, type TimeBars } from '../../../../panel/widgets/time-strip/aggregate-bars.ts';

type Slice = readonly [start: number, end: number, allocated: number, live: number];

function barsOf(slices: readonly Slice[]): TimeBars {
  const column = (index: 0 | 1 | 2 | 3) => Float64Array.from(slices, slice => slice[index]);
  return { length: slices.length, start: column(0), end: column(1), allocated: column(2), live: column(3) };
}

function aggregated(slices: readonly Slice[], from: number, to: number, count: number) {
  const columns = new BarColumns();
  columns.aggregate(barsOf(slices), from, to, count);
  return {
    allocated: [...columns.allocated.subarray(0, count)],
    live: [...columns.live.subarray(0, count)],
    peak: columns.peak,
  };
}

test('slices that fall into one column add up', () => {
  const { allocated, live, peak } = aggregated(
    [
      [0, 5, 10, 1],
      [5, 10, 20, 2],
      [10, 15, 40, 4],
    ],
    0,
    20,
    2,
  );
  assert.deepEqual(allocated, [30, 40]);
  assert.deepEqual(live, [3, 4]);
  assert.equal(peak, 40);
});

test('a slice over several columns is shared by how much it overlaps each', () => {
  assert.deepEqual(aggregated([[5, 25, 80, 40]], 0, 40, 4).allocated, [20, 40, 20, 0]);
});

test('what lies outside the picture does not show, what is cut shows the part inside', () => {
  assert.deepEqual(
    aggregated(
      [
        [-20, -10, 7, 7],
        [48, 80, 10, 0],
        [200, 210, 7, 7],
      ],
      0,
      64,
      2,
    ).allocated,
    [0, 5],
  );
});

test('a moment without length keeps its amount', () => {
  assert.deepEqual(aggregated([[10, 10, 6, 3]], 0, 40, 4).allocated, [0, 6, 0, 0]);
});

test('columns of an earlier picture leave nothing behind', () => {
  const columns = new BarColumns();
  columns.aggregate(barsOf([[0, 10, 5, 5]]), 0, 10, 1);
  columns.aggregate(barsOf([]), 0, 10, 1);
  assert.equal(columns.allocated[0], 0);
  assert.equal(columns.peak, 0);
});

test('nothing is lost or made up, whatever the columns', () => {
  const slice = fc.tuple(fc.nat(900), fc.nat(100), fc.nat(1_000_000));
  fc.assert(
    fc.property(fc.array(slice, { maxLength: 50 }), fc.integer({ min: 1, max: 300 }), (slices, count) => {
      const { allocated } = aggregated(
        slices.map(([start, length, amount]): Slice => [start, start + length, amount, 0]),
        0,
        1001,
        count,
      );
      const expected = slices.reduce((sum, [, , amount]) => sum + amount, 0);
      const drawn = allocated.reduce((sum, amount) => sum + amount, 0);
      assert.ok(Math.abs(drawn - expected) <= 1e-6 * (1 + expected));
    }),
  );
});
