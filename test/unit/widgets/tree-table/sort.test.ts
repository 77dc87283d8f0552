import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSort } from '../../../../panel/widgets/tree-table/sort.ts';
import { toggled } from '../../../../panel/widgets/tree-table/toggled.ts';

test('a column comes largest first, smallest first when its head is pressed again, and so on', () => {
  const first = nextSort({ column: 'name', descending: false }, 'size');
  assert.deepEqual(first, { column: 'size', descending: true });
  const second = nextSort(first, 'size');
  assert.deepEqual(second, { column: 'size', descending: false });
  assert.deepEqual(nextSort(second, 'size'), first);
});

test('a key is taken in or out, and the set before stays as it was', () => {
  const before: ReadonlySet<number> = new Set([1, 2]);
  assert.deepEqual([...toggled(before, 3)], [1, 2, 3]);
  assert.deepEqual([...toggled(before, 1)], [2]);
  assert.deepEqual([...before], [1, 2]);
});
