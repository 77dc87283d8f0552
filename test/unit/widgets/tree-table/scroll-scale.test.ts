import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetShowing, scrollScale, tallest } from '../../../../panel/widgets/tree-table/scroll-scale.ts';

const [rowHeight, headerHeight, view] = [24, 24, 400];

test('a list that is not too tall is scrolled pixel by pixel', () => {
  assert.deepEqual(scrollScale(24_000, view), { height: 24_000, factor: 1 });
});

test('at the end of the scroll bar the last row of the longest list is in sight', () => {
  const content = headerHeight + 5_000_000 * rowHeight;
  const { height, factor } = scrollScale(content, view);
  assert.equal(height, tallest);
  const end = (height - view) * factor;
  assert.equal(Math.round(end), content - view);
});

test('the list is scrolled just as far as the row needs', () => {
  const showing = (row: number, at: number) => offsetShowing(row, at, view, rowHeight, headerHeight);
  assert.equal(showing(10, 24), 24, 'in sight');
  assert.equal(showing(0, 240), 0, 'above');
  assert.equal(showing(100, 0), 100 * rowHeight + headerHeight + rowHeight - view, 'below');
});
