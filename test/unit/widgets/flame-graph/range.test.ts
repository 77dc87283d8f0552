import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, isWhole, pan, rangeOfNode, wholeRange, zoomAt } from '../../../../panel/widgets/flame-graph/range.ts';
import { treeOf } from '../tree-of.ts';

test('zooming keeps what is under the pointer in its place', () => {
  const range = zoomAt({ from: 0.2, to: 0.6 }, 0.25, 0.5);
  assert.ok(Math.abs(range.from + 0.25 * (range.to - range.from) - 0.3) < 1e-12);
  assert.ok(Math.abs(range.to - range.from - 0.2) < 1e-12);
});

test('zooming out ends at the whole, and never shows what lies beyond it', () => {
  assert.ok(isWhole(zoomAt({ from: 0.9, to: 1 }, 0.5, 1000)));
  const near = zoomAt({ from: 0.9, to: 1 }, 0, 2);
  assert.ok(near.to <= 1 && Math.abs(near.to - near.from - 0.2) < 1e-12);
});

test('panning stops at the edges and keeps the zoom', () => {
  assert.deepEqual(pan({ from: 0.25, to: 0.5 }, 1), { from: 0.5, to: 0.75 });
  assert.deepEqual(pan({ from: 0.25, to: 0.5 }, 9), { from: 0.75, to: 1 });
  assert.deepEqual(pan({ from: 0.25, to: 0.5 }, -9), { from: 0, to: 0.25 });
});

test('the range of a node starts after its elder siblings and those of its ancestors', () => {
  const { tree, node } = treeOf(`
  root
    a 60
    b 10
      b1 20
      b2 10`);
  const range = rangeOfNode(tree, node('b2'));
  assert.ok(Math.abs(range.from - 0.8) < 1e-12);
  assert.ok(Math.abs(range.to - 0.9) < 1e-12);
  assert.deepEqual(rangeOfNode(tree, 0), wholeRange);
});

test('an animation arrives exactly', () => {
  const end = { from: 0.1, to: 0.3 };
  assert.equal(between(wholeRange, end, 1), end);
  assert.deepEqual(between(wholeRange, end, 0), wholeRange);
});
