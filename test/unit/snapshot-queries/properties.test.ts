import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { edgeSource } from '../../../src/snapshot/heap-graph.ts';
import { nodeOrdinal } from '../../../src/snapshot/heap-snapshot.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import type { EdgeColumn } from '../../../src/snapshot/queries/edge-lists.ts';
import { firstByKeys } from '../../../src/snapshot/queries/first-by-keys.ts';
import { IgnoredRetainers } from '../../../src/snapshot/queries/ignored-retainers.ts';
import { OrderedList } from '../../../src/snapshot/queries/ordered-list.ts';
import type { PageRange } from '../../../src/snapshot/queries/page.ts';
import { retainingPaths } from '../../../src/snapshot/queries/retaining-paths.ts';
import type { EdgeRow } from '../../../src/snapshot/queries/rows.ts';
import { SnapshotQueries } from '../../../src/snapshot/queries/snapshot-queries.ts';
import { keyBy, sortByKeys } from '../../../src/snapshot/queries/sort.ts';
import { type DrawnEdge, graphOf, pieces, snapshotText } from '../snapshot/snapshot-text.ts';

const root = 0;
const gcRoots = 1;
const mostNodes = 12;

/** Edges below the one node that the root holds, in the order of the file. */
const graphs = fc
  .array(
    fc.record({
      from: fc.integer({ min: gcRoots, max: mostNodes - 1 }),
      to: fc.integer({ min: gcRoots, max: mostNodes - 1 }),
      type: fc.constantFrom('property', 'property', 'internal', 'weak'),
    }),
    { maxLength: 40 },
  )
  .map((drawn): DrawnEdge[] => [
    { from: root, to: gcRoots, type: 'element', name: 1 },
    ...drawn.map(edge => ({ ...edge, name: 'x' })).sort((a, b) => a.from - b.from),
  ])
  // As in DevTools' engine, a node that nothing leads to hangs below the root, which then dominates what that node points to.
  .map(edges => edges.filter(({ from }) => from === root || shortest(edges, from, () => true) !== null));

/** Fewest edges from the node below the root to another, by walking forwards; null when there is no way. */
function shortest(edges: readonly DrawnEdge[], target: number, mayPass: (edge: number) => boolean): number | null {
  const steps = new Map([[gcRoots, 0]]);
  for (const [node, before] of steps) {
    if (node === target) return before;
    for (const [edge, { from, to, type }] of edges.entries()) {
      if (from === node && type !== 'weak' && !steps.has(to) && mayPass(edge)) steps.set(to, before + 1);
    }
  }
  return null;
}

test('paths are those that a walk finds: each the shortest that shares with those before only what all must pass', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async edges => {
      const object = { type: 'object', name: 'A', size: 1 };
      const synthetic = { type: 'synthetic', name: '(GC roots)', size: 0 };
      const nodes = [synthetic, synthetic, ...Array.from({ length: mostNodes - 2 }, () => object)];
      const graph = await graphOf(snapshotText(nodes, edges));
      for (let node = gcRoots + 1; node < mostNodes; node++) {
        const isPassedByAll = (other: number) =>
          shortest(edges, node, edge => edges[edge]?.from !== other && edges[edge]?.to !== other) === null;
        const taken = { edges: new Set<number>(), nodes: new Set<number>() };
        const mayPass = (edge: number) => !taken.edges.has(edge) && !taken.nodes.has(edges[edge]?.from as number);
        const { paths, isCut } = retainingPaths(graph, node, mostNodes * 4, new IgnoredRetainers(graph));
        for (const path of paths) {
          assert.equal(path.length, shortest(edges, node, mayPass));
          assert.ok(path.every(mayPass));
          const ends = path.map(edge => [edgeSource(graph.snapshot, edge), edges[edge]?.to]);
          assert.deepEqual(
            [node, ...ends.map(([from]) => from)],
            [...ends.map(([, to]) => to), gcRoots],
            'edge joins edge from the node up to the roots',
          );
          taken.edges.add(path[0] as number);
          for (const [from] of ends) {
            if (from !== undefined && from !== gcRoots && !isPassedByAll(from)) taken.nodes.add(from);
          }
        }
        assert.equal(isCut, false);
        assert.equal(shortest(edges, node, mayPass), null, 'no path is left out');
      }
    }),
    { numRuns: 200 },
  );
});

const keyValue = fc
  .oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: -5, max: 5 }),
    fc.maxSafeInteger(),
    fc.constantFrom(2 ** 32 - 1, 2 ** 32, -(2 ** 32)),
    // The range of a key has to be a safe integer too.
  )
  .map(number => Math.trunc(number / 2));

/** Entries with two figures each, and the order in which comparing them puts them. */
const sortings = fc
  .tuple(fc.array(fc.tuple(keyValue, keyValue), { maxLength: 2000, size: 'max' }), fc.tuple(fc.boolean(), fc.boolean()))
  .map(([rows, ascending]) => {
    const columns = ascending.map((isAscending, column) => {
      const value = (entry: number) => rows[entry]?.[column] as number;
      return { value, isAscending, key: keyBy(value, isAscending) };
    });
    const entries = Uint32Array.from(rows.keys());
    const expected = [...entries].sort((a, b) => {
      for (const { value: of, isAscending } of columns) {
        if (of(a) !== of(b)) return of(a) < of(b) === isAscending ? -1 : 1;
      }
      return a - b;
    });
    return { entries, keys: columns.map(({ key }) => key), expected };
  });

test('sorting by digits gives the order that comparing gives, for few and for many entries', () => {
  fc.assert(
    fc.property(sortings, ({ entries, keys, expected }) => {
      assert.deepEqual([...sortByKeys(entries, keys)], expected);
    }),
    { numRuns: 50 },
  );
});

test('the first of a list are found as if all were sorted, and so is any page', () => {
  fc.assert(
    fc.property(sortings, fc.nat(2000), fc.nat(2000), ({ entries, keys, expected }, from, count) => {
      const most = Math.min(count, entries.length);
      assert.deepEqual([...firstByKeys(entries, keys, most)], expected.slice(0, most));
      const list = new OrderedList(() => entries, keys);
      assert.equal(list.length, expected.length);
      assert.deepEqual([...list.subarray(0, 100)], expected.slice(0, 100));
      const wanted = expected[from] ?? -1;
      assert.equal(list.indexOf(wanted), expected.indexOf(wanted));
      assert.deepEqual([...list.subarray(from, from + count)], expected.slice(from, from + count));
    }),
    { numRuns: 100 },
  );
});

const edgeNames = ['a', 'b', 'b', '__proto__', 3, 20];

test('any page of the retainers of a hub is that of all of them, sorted by comparing, also when some are ignored', async () => {
  const hub = 2;
  const orders = fc.record({
    by: fc.constantFrom('distance', 'edge', 'retainedSize', 'id'),
    ascending: fc.boolean(),
    thenBy: fc.constantFrom('edge', 'distance', 'shallowSize'),
    thenAscending: fc.boolean(),
  } as const);
  const holders = fc.array(fc.record({ above: fc.nat(), name: fc.constantFrom(...edgeNames), size: fc.nat(3) }), {
    minLength: 1500,
    maxLength: 2500,
    size: 'max',
  });
  const ignoring = fc.array(fc.nat(), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(holders, orders, ignoring, fc.nat(2500), async (drawn, order, ignored, from) => {
      const synthetic = { type: 'synthetic', name: '(GC roots)', size: 0 };
      const sizes = drawn.map(({ size }) => ({ type: 'object', name: 'A', size: size + 1 }));
      const below = drawn.map(({ above }, at) => ({
        from: at < 5 ? gcRoots : hub + 1 + (above % at),
        to: hub + 1 + at,
      }));
      const edges = [
        { from: root, to: gcRoots, name: 1 as string | number },
        ...below.map(edge => ({ ...edge, name: 'below' })),
        ...drawn.map(({ name }, at) => ({ from: hub + 1 + at, to: hub, name })),
      ].map(edge => ({ ...edge, type: typeof edge.name === 'number' ? 'element' : 'property' }));
      edges.sort((a, b) => a.from - b.from);
      const nodes = [synthetic, synthetic, { type: 'object', name: 'Hub', size: 1 }, ...sizes];
      const queries = new SnapshotQueries(
        await openSnapshot(pieces(new TextEncoder().encode(snapshotText(nodes, edges)), 1 << 20), { file: 'drawn' }),
      );
      queries.ignoreRetainers(ignored.map(place => nodeOrdinal(hub + 1 + (place % drawn.length))));
      const rows = (range: PageRange) => queries.retainers(nodeOrdinal(hub), order, range).rows;
      const near = rows({ from: 0, count: 100 });
      const page = rows({ from, count: 100 });
      const all = rows({ from: 0, count: drawn.length }).toSorted((a, b) => a.edge - b.edge);
      assert.equal(all.length, drawn.length);
      all.sort(comparingRows(order.thenBy, order.thenAscending)).sort(comparingRows(order.by, order.ascending));
      assert.deepEqual(near, all.slice(0, 100));
      assert.deepEqual(page, all.slice(from, from + 100));
    }),
    { numRuns: 20 },
  );
});

function comparingRows(column: EdgeColumn, ascending: boolean): (a: EdgeRow, b: EdgeRow) => number {
  const sign = ascending ? 1 : -1;
  if (column !== 'edge') return (a, b) => sign * (a.node[column] - b.node[column]);
  const rank = ({ name, type }: EdgeRow) => {
    if (name === '__proto__') return ascending ? Number.MAX_SAFE_INTEGER : -1;
    return type === 'element' ? 1000 + Number(name) : name.charCodeAt(0);
  };
  return (a, b) => sign * (rank(a) - rank(b));
}

test('the first of many are found where figures lie a power of two apart, however large', () => {
  for (let power = 1; power <= 52; power++) {
    const value = (entry: number) => (entry % 3 === 0 ? 0 : 2 ** power);
    const entries = Uint32Array.from({ length: 4000 }, (_, i) => i);
    const keys = [keyBy(value, true)];
    assert.deepEqual(firstByKeys(entries, keys, 1400), sortByKeys(entries, keys).slice(0, 1400), `2^${power}`);
  }
});
