import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepIndex } from '../../../panel/widgets/step-index.ts';

const keys = { next: 'ArrowDown', previous: 'ArrowUp' };

test('arrows go round in a ring, Home and End to its ends', () => {
  assert.equal(stepIndex('ArrowDown', keys, 2, 3), 0);
  assert.equal(stepIndex('ArrowUp', keys, 0, 3), 2);
  assert.equal(stepIndex('Home', keys, 1, 3), 0);
  assert.equal(stepIndex('End', keys, 1, 3), 2);
});

test('other keys lead nowhere, and so does every key where there is nothing', () => {
  assert.equal(stepIndex('ArrowRight', keys, 1, 3), -1);
  assert.equal(stepIndex('ArrowDown', keys, -1, 0), -1);
  assert.equal(stepIndex('Home', keys, -1, 0), -1);
});
