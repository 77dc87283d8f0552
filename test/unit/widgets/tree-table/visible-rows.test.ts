import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  firstPathKeys,
  flattenExpanded,
  nodeOfKey,
  parentRow,
  subtreeKeys,
  type VisibleRows,
} from '../../../../panel/widgets/tree-table/visible-rows.ts';
import { treeOf } from '../tree-of.ts';

/** One line per row: its level as indentation, then its node's name. */
function drawn(rows: VisibleRows, names: readonly string[]): string[] {
  return Array.from(
    { length: rows.count },
    (_, row) => `${'  '.repeat((rows.level[row] ?? 1) - 1)}${names[rows.node[row] ?? -1]}`,
  );
}

const { tree, names, keysOf } = treeOf(`
  root
    a
      a1
        a11
      a2
    b
    c
      c1`);

test('only the top level shows while nothing is expanded', () => {
  assert.deepEqual(drawn(flattenExpanded(tree, new Set()), names), ['a', 'b', 'c']);
});

test('rows below an expanded node follow it, and siblings go on at their own level', () => {
  const rows = flattenExpanded(tree, keysOf('a', 'a1', 'c'));
  assert.deepEqual(drawn(rows, names), ['a', '  a1', '    a11', '  a2', 'b', 'c', '  c1']);
});

test('an expanded node below a collapsed one stays hidden', () => {
  assert.deepEqual(drawn(flattenExpanded(tree, keysOf('a1')), names), ['a', 'b', 'c']);
});

test('expansion follows the key when an update brings other node numbers', () => {
  const later = treeOf(`
  root
    new
    a
      a0
      a1
        a11`);
  assert.deepEqual(drawn(flattenExpanded(later.tree, keysOf('a', 'a1')), later.names), [
    'new',
    'a',
    '  a0',
    '  a1',
    '    a11',
  ]);
});

test('a subtree can stand for the whole tree', () => {
  assert.deepEqual(drawn(flattenExpanded(tree, new Set(), names.indexOf('a')), names), ['a1', 'a2']);
});

test('the parent of a row is the nearest row above at a lower level', () => {
  const rows = flattenExpanded(tree, keysOf('a', 'a1', 'c'));
  assert.equal(parentRow(rows, 3), 0);
  assert.equal(parentRow(rows, 2), 1);
  assert.equal(parentRow(rows, 4), -1);
});

test('expanding a subtree opens the near levels first and stops at its bound', () => {
  assert.deepEqual(new Set(subtreeKeys(tree, 0, 100)), keysOf('root', 'a', 'c', 'a1'));
  assert.deepEqual(new Set(subtreeKeys(tree, 0, 2)), keysOf('root', 'a'));
});

test('the first path goes down to its leaf', () => {
  assert.deepEqual(new Set(firstPathKeys(tree, 0, 100)), keysOf('a', 'a1', 'a11'));
});

test('a chain a million nodes deep is flattened without recursion', () => {
  const count = 1_000_000;
  const index = Int32Array.from({ length: count }, (_, node) => node);
  const chain = {
    nodeCount: count,
    parent: index.map(node => node - 1),
    firstChild: index.map(node => (node + 1 < count ? node + 1 : -1)),
    nextSibling: new Int32Array(count).fill(-1),
    key: Float64Array.from(index),
  };
  const rows = flattenExpanded(chain, new Set(index));
  assert.equal(rows.count, count - 1);
  assert.equal(rows.node[rows.count - 1], count - 1);
  assert.equal(nodeOfKey(chain, count - 1), count - 1);
});
