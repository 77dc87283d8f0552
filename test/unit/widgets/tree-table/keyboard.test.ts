import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionForKey } from '../../../../panel/widgets/tree-table/keyboard.ts';
import { treeSource } from '../../../../panel/widgets/tree-table/source.ts';
import { TypeAhead } from '../../../../panel/widgets/tree-table/type-ahead.ts';
import { treeOf } from '../tree-of.ts';

const { tree, names, keysOf } = treeOf(`
  root
    a
      a1
      a2
    b
    c
      c1`);
const source = treeSource(tree, keysOf('a'), { cell: node => names[node] ?? '' });
const [a, a1, a2, b, c] = [0, 1, 2, 3, 4];
const press = (key: string, row: number) => actionForKey(key, row, source, 3);

test('Right opens a closed row, then steps into it, and means nothing on a leaf', () => {
  assert.deepEqual(press('ArrowRight', c), { kind: 'toggle', row: c });
  assert.deepEqual(press('ArrowRight', a), { kind: 'select', row: a1 });
  assert.equal(press('ArrowRight', b), null);
});

test('Left closes an open row, else goes to the parent, and stops at the top', () => {
  assert.deepEqual(press('ArrowLeft', a), { kind: 'toggle', row: a });
  assert.deepEqual(press('ArrowLeft', a2), { kind: 'select', row: a });
  assert.equal(press('ArrowLeft', b), null);
});

test('moves end at the first and the last row', () => {
  assert.deepEqual(press('ArrowUp', a), { kind: 'select', row: a });
  assert.deepEqual(press('PageDown', a), { kind: 'select', row: b });
  assert.deepEqual(press('PageDown', b), { kind: 'select', row: c });
  assert.deepEqual(press('End', a), { kind: 'select', row: c });
  assert.deepEqual(press('Home', c), { kind: 'select', row: a });
});

test('without a selection Down starts at the first row and Up at the last', () => {
  assert.deepEqual(press('ArrowDown', -1), { kind: 'select', row: a });
  assert.deepEqual(press('ArrowUp', -1), { kind: 'select', row: c });
  assert.equal(press('Enter', -1), null);
});

test('an empty table takes no key', () => {
  const empty = treeSource(treeOf('root').tree, new Set(), { cell: () => '' });
  assert.equal(actionForKey('ArrowDown', -1, empty, 3), null);
});

test('letters typed in a row make one word; after a pause a new word starts; a letter again walks on', () => {
  const labels = ['parse', 'print', 'read', 'push'];
  const text = (row: number) => labels[row] ?? '';
  const typeAhead = new TypeAhead();
  assert.equal(typeAhead.find('P', 0, -1, 4, text), 0);
  assert.equal(typeAhead.find('r', 100, 0, 4, text), 1);
  assert.equal(typeAhead.find('r', 2000, 1, 4, text), 2);
  assert.equal(typeAhead.find('p', 4000, 2, 4, text), 3);
  assert.equal(typeAhead.find('p', 4100, 3, 4, text), 0);
  assert.equal(typeAhead.find('x', 6000, 0, 4, text), -1);
});
