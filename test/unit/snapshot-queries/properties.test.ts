import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { edgeSource } from '../../../src/snapshot/heap-graph.ts';
import { IgnoredRetainers } from '../../../src/snapshot/queries/ignored-retainers.ts';
import { retainingPaths } from '../../../src/snapshot/queries/retaining-paths.ts';
import { type SortKey, sortByKeys } from '../../../src/snapshot/queries/sort.ts';
import { type DrawnEdge, graphOf, snapshotText } from '../snapshot/snapshot-text.ts';

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

test('sorting by digits gives the order that comparing gives, for few and for many entries', () => {
  const value = fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.maxSafeInteger(),
    fc.constantFrom(2 ** 32 - 1, 2 ** 32, -(2 ** 32)),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { maxLength: 2000, size: 'max' }),
      fc.boolean(),
      fc.boolean(),
      (rows, first, second) => {
        // The range of a key has to be a safe integer too.
        const halves = rows.map(row => row.map(number => Math.trunc(number / 2)));
        const key = (column: number, ascending: boolean): SortKey => ({
          value: entry => halves[entry]?.[column] as number,
          ascending,
        });
        const entries = Uint32Array.from(rows.keys());
        const keys = [key(0, first), key(1, second)];
        const expected = [...entries].sort((a, b) => {
          for (const { value: of, ascending } of keys) {
            if (of(a) !== of(b)) return of(a) < of(b) === ascending ? -1 : 1;
          }
          return a - b;
        });
        assert.deepEqual([...sortByKeys(entries, keys)], expected);
      },
    ),
    { numRuns: 50 },
  );
});
