import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detachedRows, nodeLabel, summaryOf } from '../../../panel/views/detached/detached-tree.ts';
import { flattenExpanded } from '../../../panel/widgets/tree-table/visible-rows.ts';

const nodes = [
  { parent: -1, name: 'ul', detail: 'id="menu"', reached: false, nodes: 4 },
  { parent: 0, name: 'li', detail: '', reached: false, nodes: 1 },
  { parent: 0, name: 'li', detail: 'class="open"', reached: true, nodes: 2 },
  { parent: 2, name: '#text', detail: 'two', reached: false, nodes: 1 },
  { parent: -1, name: 'p', detail: '', reached: true, nodes: 1 },
];

/** The rows with everything open that is asked for, indented by level. */
function shown(filter: string, column: string, descending: boolean, opened: readonly number[]): string[] {
  const { tree, wayToMatches } = detachedRows({ nodes }, filter, { column, descending });
  const rows = flattenExpanded(tree, new Set([...opened, ...wayToMatches]));
  return Array.from(rows.node.subarray(0, rows.count), (node, row) => {
    const label = nodes[node - 1];
    return `${'  '.repeat((rows.level[row] ?? 1) - 1)}${label ? nodeLabel(label) : '?'}`;
  });
}

test('siblings stand in the order asked for', () => {
  assert.deepEqual(shown('', 'nodes', true, [1]), ['<ul id="menu">', '  <li class="open">', '  <li>', '<p>']);
  assert.deepEqual(shown('', 'reached', true, []), ['<p>', '<ul id="menu">']);
});

test('a filter leaves the matches, what is below them and the open way to them', () => {
  assert.deepEqual(shown('two', 'nodes', true, []), ['<ul id="menu">', '  <li class="open">', '    "two"']);
  assert.deepEqual(shown('/class=/', 'nodes', true, [3]), ['<ul id="menu">', '  <li class="open">', '    "two"']);
});

test('what is not listed is said', () => {
  assert.equal(summaryOf({ treeCount: 2, nodeCount: 5, nodes }), '2 trees of 5 nodes.');
  assert.equal(
    summaryOf({ treeCount: 1, nodeCount: 2005, nodes }),
    '1 tree of 2,005 nodes, of which 2,000 are not listed.',
  );
});
