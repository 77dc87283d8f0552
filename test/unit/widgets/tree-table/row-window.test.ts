import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsToRender } from '../../../../panel/widgets/tree-table/row-window.ts';

const view = { startIndex: 100, endIndex: 106, count: 1000 };
const ends = (rows: readonly number[]) => [rows[0], rows.at(-1)];

test('a table at rest has eight rows more at either edge', () => {
  assert.deepEqual(ends(rowsToRender(view, null, -1)), [92, 114]);
});

test('one that scrolls has them where it goes, and two where it comes from', () => {
  assert.deepEqual(ends(rowsToRender(view, 'forward', -1)), [98, 114]);
  assert.deepEqual(ends(rowsToRender(view, 'backward', -1)), [92, 108]);
});

test('there are none beyond the ends of the table', () => {
  assert.deepEqual(ends(rowsToRender({ startIndex: 0, endIndex: 6, count: 10 }, null, -1)), [0, 9]);
  assert.deepEqual(rowsToRender({ startIndex: 0, endIndex: 0, count: 0 }, null, -1), []);
});

test('the pinned row is there once, wherever it is, as long as the table has it', () => {
  assert.deepEqual(ends(rowsToRender(view, null, 5)), [5, 114]);
  assert.deepEqual(ends(rowsToRender(view, null, 900)), [92, 900]);
  assert.equal(rowsToRender(view, null, 103).filter(row => row === 103).length, 1);
  assert.deepEqual(ends(rowsToRender(view, null, 1000)), [92, 114]);
});
