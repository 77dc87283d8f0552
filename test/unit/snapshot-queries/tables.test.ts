import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClassRow } from '../../../src/snapshot/class-table.ts';
import { buildClasses } from '../../../src/snapshot/classes/build-classes.ts';
import type { OpenSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { NodeNames } from '../../../src/snapshot/queries/node-names.ts';
import { queryObjects } from '../../../src/snapshot/queries/object-query.ts';
import { searchNames } from '../../../src/snapshot/queries/search.ts';
import { sizeClasses } from '../../../src/snapshot/queries/size-classes.ts';
import { classTrends } from '../../../src/snapshot/queries/trend.ts';
import { graphOf, headerOf, joined, nodeTypes, snapshotText } from '../snapshot/snapshot-text.ts';

/** Objects of these classes and sizes below one root; the first holds the second by `next`, and so on. */
async function chainOf(...objects: readonly [name: string, size: number][]): Promise<OpenSnapshot> {
  const nodes = [
    { type: 'synthetic', name: '', size: 0 },
    ...objects.map(([name, size]) => ({ type: 'object', name, size })),
  ];
  const edges = objects.map((_, i) => ({ from: i, to: i + 1, type: 'property', name: i === 0 ? 'first' : 'next' }));
  const graph = await graphOf(snapshotText(nodes, edges));
  return { graph, classes: buildClasses(graph) };
}

test('sizes fall into powers of two, and the interval gives ten thousand samples', async () => {
  const { graph } = await chainOf(['A', 16], ['A', 31], ['A', 32], ['B', 20_000_000]);
  const { classes, count, size, recommendedInterval } = sizeClasses(graph, null);
  assert.deepEqual(
    classes.map(each => [each.from, each.count, each.size]),
    [
      [16, 2, 47],
      [32, 1, 32],
      [2 ** 24, 1, 20_000_000],
    ],
  );
  assert.deepEqual([count, size, recommendedInterval], [4, 20_000_079, 1024]);
  // Of objects as long as 1/64 of the interval, one in 64 or so is seen; of one of 20 MB, surely.
  assert.ok(Math.abs((classes[0]?.sampledShare ?? 0) - 23.5 / 1024) < 0.001);
  assert.ok((classes[2]?.sampledShare ?? 0) > 0.999);
});

test('few bytes are sampled no finer than V8 can bear', async () => {
  assert.equal(sizeClasses((await chainOf(['A', 16])).graph, null).recommendedInterval, 512);
});

test('objects are found by class, property and size, each end of a range included', async () => {
  const open = await chainOf(['Row', 10], ['row', 20], ['Cell', 20], ['Cell', 40]);
  const found = (query: Parameters<typeof queryObjects>[1]) => [...queryObjects(open, query)];
  assert.deepEqual(found({ className: '^row$' }), [1, 2]);
  assert.deepEqual(found({ property: '^next$', className: 'cell' }), [3]);
  assert.deepEqual(found({ leastShallowSize: 20, mostShallowSize: 20 }), [2, 3]);
  assert.deepEqual(found({ leastRetainedSize: 60, mostRetainedSize: 80 }), [2, 3]);
  assert.deepEqual(found({ type: 'synthetic' }), [0]);
  assert.throws(() => found({ className: '(' }), SyntaxError);
});

test('a text that a loop has joined has its name in every step, however many there are', {
  timeout: 20_000,
}, async () => {
  const steps = 200_000;
  const graph = await graphOf(joinedInLoop(steps));
  const names = new NodeNames(graph);
  const lengthOf = (node: number) => Math.min(2 * (steps + 2 - node), 1024);
  // From the middle, from the end and then from the beginning: what is known of one row helps with the others.
  for (const node of [steps / 2, steps, steps - 400, 1])
    assert.equal(names.nameOf(node), 'ab'.repeat(lengthOf(node) / 2));
  const found = searchNames(graph, names, { text: 'BA' }, null);
  assert.equal(found.length, steps);
  for (let node = 1; node <= steps; node++) assert.equal(names.nameOf(node).length, lengthOf(node));
});

/** Node 1 is a text of so many steps and one more part, each step is the first part of the one before it; the last node is every part. */
function joinedInLoop(steps: number): string {
  const [synthetic, text, joinedText] = ['synthetic', 'string', 'concatenated string'].map(type =>
    nodeTypes.indexOf(type),
  );
  const nodes = [`${synthetic},0,1,0,1,0`];
  const edges = ['1,1,6'];
  for (let step = 1; step <= steps; step++) {
    nodes.push(`${joinedText},0,${2 * step + 1},20,2,0`);
    edges.push(`3,2,${6 * (step + 1)}`, `3,3,${6 * (steps + 1)}`);
  }
  nodes.push(`${text},1,${2 * steps + 3},16,0,0`);
  return joined(headerOf(nodes.length, edges.length), nodes, edges, ['', 'ab', 'first', 'second']);
}

test('a class that grows in every snapshot comes before one that grew more by the end', () => {
  const row = (name: string, count: number): ClassRow => {
    return { classIndex: 0, key: `,${name}`, name, count, shallowSize: count, retainedSize: count * 2, distance: 1 };
  };
  const trends = classTrends([
    [row('Up', 1), row('Jump', 1)],
    [row('Up', 2), row('Jump', 90), row('New', 1)],
    [row('Up', 3), row('Jump', 80)],
  ]);
  assert.deepEqual(
    trends.map(({ name, counts, alwaysGrows }) => [name, counts, alwaysGrows]),
    [
      ['Up', [1, 2, 3], true],
      ['Jump', [1, 90, 80], false],
      ['New', [0, 1, 0], false],
    ],
  );
  assert.deepEqual(trends[0]?.retainedSizes, [2, 4, 6]);
});
