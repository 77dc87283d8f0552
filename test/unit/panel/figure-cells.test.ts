import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureCells, type Weights } from '../../../panel/views/calltree/figure-cells.ts';
import type { NodeSums } from '../../../src/calltree/call-tree.ts';

const style = { unit: 'bytes', samplingInterval: null, sides: 'captures' } as const;
const sums = (...figures: number[]): NodeSums => ({
  self: Float64Array.from(figures),
  total: Float64Array.from(figures),
});

test('the bar of a change is as long as the difference, and below 0 where that is a loss', () => {
  // The whole; what lost; what gained much and lost much; what only gained.
  const change: Weights = {
    unit: 'bytes',
    ...sums(1000, 100, 500, 400),
    beside: { before: sums(350, 100, 250, 0), after: sums(650, 0, 250 + 50, 400) },
  };
  const { bar, cell } = figureCells(change, 1000, style);
  assert.deepEqual(
    [1, 2, 3].map(index => bar(index, 'total')),
    [-0.1, 0.05, 0.4],
  );
  assert.deepEqual(
    [1, 2, 3].map(index => cell(index, 'total')),
    ['−100 B', '+50 B', '+400 B'],
  );
  assert.equal(bar(1, 'self'), 0, 'one bar tells the change');
});

test('the bar of a weight is its share of the whole', () => {
  const { bar } = figureCells({ unit: 'bytes', ...sums(400, 100), beside: {} }, 400, style);
  assert.deepEqual([bar(1, 'total'), bar(1, 'self'), bar(1, 'name')], [0.25, 0.25, 0]);
});
