import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { SnapshotQueries } from '../../../src/snapshot/queries/snapshot-queries.ts';

const meta = {
  node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'],
  node_types: [['synthetic', 'string', 'concatenated string'], 'string', 'number', 'number', 'number'],
  edge_fields: ['type', 'name_or_index', 'to_node'],
  edge_types: [['element', 'internal'], 'string_or_number', 'node'],
};
const strings = ['', 'first', 'second', 'a', 'bc', 'x'.repeat(1500)];

/** A root, the leaves, then joins of two nodes each. @param leaves indexes in `strings` */
async function queriesOf(leaves: readonly number[], joins: readonly (readonly [number, number])[]) {
  const count = 1 + leaves.length + joins.length;
  const nodes = [`0,0,1,0,${count - 1}`, ...leaves.map((text, i) => `1,${text},${2 * i + 3},16,0`)];
  nodes.push(...joins.map((_, i) => `2,0,${2 * (leaves.length + i) + 3},20,2`));
  const edges = Array.from({ length: count - 1 }, (_, i) => `0,${i},${5 * (i + 1)}`);
  edges.push(...joins.flatMap(([first, second]) => [`1,1,${5 * first}`, `1,2,${5 * second}`]));
  const header = JSON.stringify({ meta, node_count: count, edge_count: edges.length });
  const text = `{"snapshot":${header},"nodes":[${nodes}],"edges":[${edges}],"strings":${JSON.stringify(strings)}}`;
  return new SnapshotQueries(await openSnapshot([new TextEncoder().encode(text)], { file: 'it' }));
}

test('a text that a loop put together is read without going down all of its joins', { timeout: 60_000 }, async () => {
  // a + bc + bc + …: node 1 is "a", 2 is "bc", and each join is the one before it and "bc".
  const depth = 60_000;
  const joins = Array.from({ length: depth }, (_, i) => [i === 0 ? 1 : i + 2, 2] as const);
  const queries = await queriesOf([3, 4], joins);
  const { total, rows } = queries.duplicateStrings({ from: 0, count: 1 });
  // From the 512th on, all begin with the same 1,025 units.
  assert.deepEqual([total, rows[0]?.count, rows[0]?.text], [1, depth - 511, `a${'bc'.repeat(512)}`]);
});

test('parts that are long, empty, shared or part of themselves', async () => {
  // Nodes 1 to 4 are "", "a", "bc" and 1,500 times "x"; joins begin at 5.
  const joins = [
    [2, 3],
    [5, 5],
    [4, 2],
    [7, 3],
    [2, 8],
    [1, 7],
    [11, 2],
    [2, 12],
    [6, 10],
  ] as const;
  const queries = await queriesOf([0, 3, 4, 5], joins);
  const nameOf = (node: number) => queries.nodeWithId(2 * node + 1)?.name;
  const long = 'x'.repeat(1500);
  assert.deepEqual([5, 6, 7, 8, 9, 10, 13].map(nameOf), [
    'abc',
    'abcabc',
    long,
    long,
    `a${long}`,
    long,
    `abcabc${long}`,
  ]);
  // Of those that lead back to themselves only the end of the walk is asked.
  assert.ok([11, 12].every(node => typeof nameOf(node) === 'string'));
});
