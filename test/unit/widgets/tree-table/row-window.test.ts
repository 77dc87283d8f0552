import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type RowsInView,
  rowsToRender,
  rowWindow,
  windowLength,
} from '../../../../panel/widgets/tree-table/row-window.ts';

/** Seven rows of 24 pixels are in view, the first and the last in part. */
const length = windowLength(150, 24);
const view: RowsInView = { startIndex: 100, endIndex: 106, count: 1000 };
const ends = (rows: readonly number[]) => [rows[0], rows.at(-1)];

describe('the rows that are rendered', () => {
  it('are eight more at either edge while the table is at rest', () => {
    assert.deepEqual(rowWindow(view, null, length), { first: 92, last: 115 });
  });

  it('are no more than those where it rests at its top', () => {
    assert.deepEqual(rowWindow({ startIndex: 0, endIndex: 6, count: 1000 }, null, length), { first: 0, last: 14 });
  });

  it('are those ahead while it scrolls, but for two where it comes from', () => {
    assert.deepEqual(rowWindow(view, 'forward', length), { first: 98, last: 121 });
    assert.deepEqual(rowWindow(view, 'backward', length), { first: 85, last: 108 });
  });

  it('are as many wherever it scrolls, as long as the table has so many', () => {
    for (const direction of ['forward', 'backward'] as const)
      for (const startIndex of [0, 1, 5, 500, 985, 993]) {
        const { first, last } = rowWindow({ startIndex, endIndex: startIndex + 6, count: 1000 }, direction, length);
        assert.equal(last - first + 1, length);
        assert.ok(first >= 0 && first <= startIndex && last >= startIndex + 6 && last < 1000);
      }
  });

  it('are none beyond the ends of the table', () => {
    assert.deepEqual(rowWindow({ startIndex: 0, endIndex: 6, count: 10 }, 'forward', length), { first: 0, last: 9 });
    assert.deepEqual(rowsToRender(rowWindow({ startIndex: 0, endIndex: 0, count: 0 }, null, length), -1), []);
  });

  it('have the pinned row among them once, wherever it is', () => {
    const rows = rowWindow(view, null, length);
    assert.deepEqual(ends(rowsToRender(rows, 5)), [5, 115]);
    assert.deepEqual(ends(rowsToRender(rows, 900)), [92, 900]);
    assert.equal(rowsToRender(rows, 103).filter(row => row === 103).length, 1);
    assert.deepEqual(ends(rowsToRender(rows, -1)), [92, 115]);
  });
});
