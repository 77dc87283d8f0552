import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Ephemerons } from '../../../src/snapshot/graph/ephemerons.ts';
import { dominatorOf, noDistance, retainedSizeOf, subtreeCountOf } from '../../../src/snapshot/heap-graph.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { Cancelled, type Progress, stages, type Watch } from '../../../src/snapshot/progress.ts';
import { StringTable } from '../../../src/snapshot/string-table.ts';
import { type DrawnEdge, type DrawnNode, edgeTypes, graphOf, pieces, snapshotText } from './snapshot-text.ts';

const root = 0;
const gcRoots = 1;
const mostNodes = 14;
/** Small ones, and now and then one that alone or with others needs more than 32 bits. */
const sizes = fc.oneof(
  { arbitrary: fc.nat(100), weight: 20 },
  { arbitrary: fc.constantFrom(2 ** 31, 2 ** 40), weight: 1 },
);

/** Any graph below the one node that V8's root holds: with cycles, islands, weak edges, edges back to the root. */
const graphs = fc
  .record({
    sizes: fc.array(sizes, { minLength: 1, maxLength: mostNodes - 2 }),
    edges: fc.array(
      fc.record({
        from: fc.integer({ min: gcRoots, max: mostNodes }),
        to: fc.nat(mostNodes),
        type: fc.constantFrom(...edgeTypes.filter(type => type !== 'shortcut')),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ sizes, edges }) => {
    const synthetic = (name: string): DrawnNode => ({ type: 'synthetic', name, size: 0 });
    const nodes = [synthetic(''), synthetic('(GC roots)'), ...sizes.map(size => ({ type: 'object', name: 'A', size }))];
    const named = (edge: { from: number; to: number; type: string }): DrawnEdge => ({
      ...edge,
      name: edge.type === 'element' || edge.type === 'hidden' ? 7 : 'x',
    });
    const below = edges.filter(({ from, to }) => from < nodes.length && to < nodes.length).map(named);
    return { nodes, edges: [{ from: root, to: gcRoots, type: 'element', name: 1 }, ...below] };
  });

type Drawn = { readonly nodes: readonly DrawnNode[]; readonly edges: readonly DrawnEdge[] };

const holds = ({ type, from, to }: DrawnEdge) => type !== 'weak' && from !== to;

/** What can be reached from the root and from nodes that nothing holds when one node is taken out. */
function reachedWithout({ nodes, edges }: Drawn, out: number): Set<number> {
  const isHeld = (node: number) => edges.some(edge => holds(edge) && edge.to === node);
  const reached = new Set([...nodes.keys()].filter(node => node !== out && (node === root || !isHeld(node))));
  for (const node of reached) {
    for (const edge of edges) if (holds(edge) && edge.from === node && edge.to !== out) reached.add(edge.to);
  }
  return reached;
}

test('a node retains what cannot be reached without it', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async drawn => {
      const graph = await graphOf(snapshotText(drawn.nodes, drawn.edges));
      const { dominators } = graph;
      const sizeOf = (nodes: Iterable<number>) =>
        [...nodes].reduce((sum, node) => sum + (drawn.nodes[node]?.size ?? 0), 0);
      const all = reachedWithout(drawn, -1);
      const dominatedBy = (node: number) => {
        const left = reachedWithout(drawn, node);
        return new Set([...all].filter(other => !left.has(other)));
      };
      assert.equal(retainedSizeOf(graph, root), sizeOf(drawn.nodes.keys()));
      for (const node of drawn.nodes.keys()) {
        if (node === root) continue;
        const dominated = all.has(node) ? dominatedBy(node) : new Set([node]);
        assert.equal(retainedSizeOf(graph, node), sizeOf(dominated), `retained by ${node}`);
        const place = dominators.place[node] as number;
        const subtree = dominators.order.subarray(place, place + subtreeCountOf(graph, node));
        assert.deepEqual(new Set(subtree), dominated, `subtree of ${node}`);
        assert.ok(dominated.has(node) && !dominated.has(dominatorOf(graph, node)));
      }
    }),
  );
});

test('distance is the number of strong edges on the shortest way from the root', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async drawn => {
      const { distance } = await graphOf(snapshotText(drawn.nodes, drawn.edges));
      const expected = drawn.nodes.map(() => noDistance);
      expected[root] = 0;
      for (let far = 0, nodes = [root]; nodes.length > 0; far++) {
        const next = drawn.edges
          .filter(({ type, from }) => type !== 'weak' && nodes.includes(from))
          .map(({ to }) => to);
        nodes = [...new Set(next)].filter(node => expected[node] === noDistance);
        for (const node of nodes) expected[node] = far + 1;
      }
      assert.deepEqual([...distance], expected);
    }),
  );
});

test('the retainers of a node are the edges that point to it', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async drawn => {
      const { snapshot, retainers } = await graphOf(snapshotText(drawn.nodes, drawn.edges));
      const { first, edge } = retainers();
      for (const node of drawn.nodes.keys()) {
        const found = [...edge.subarray(first[node], first[node + 1])];
        const expected = [...snapshot.edges.target.keys()].filter(index => snapshot.edges.target[index] === node);
        assert.deepEqual(found, expected);
      }
    }),
  );
});

test('opening tells of every stage and how far it is, and can be given up in each', async () => {
  const text = new TextEncoder().encode(snapshotText([{ type: 'synthetic', name: 'A', size: 8 }], []));
  const ofOpening = stages.filter(stage => stage !== 'looking for leaks');
  const open = (watch: Watch) => openSnapshot(pieces(text, 1), { file: 'it', byteLength: text.length }, watch);
  const told = new Set<string>();
  const percents: number[] = [];
  await open({
    onProgress: ({ stage, percent }) => {
      told.add(stage);
      percents.push(percent ?? assert.fail(`${stage} does not say how far it is`));
    },
  });
  assert.deepEqual(
    percents,
    percents.toSorted((a, b) => a - b),
  );
  assert.ok((percents[0] ?? 100) < 5 && (percents.at(-1) ?? 0) > 90 && (percents.at(-1) ?? 0) < 100);
  const short = ofOpening.filter(stage => !stage.startsWith('reading'));
  assert.deepEqual([...told].slice(-short.length), short);
  for (const wanted of told) {
    const signal = { aborted: false };
    const onProgress = ({ stage }: Progress) => {
      assert.ok(!signal.aborted, `${stage} came after ${wanted} was given up`);
      signal.aborted = stage === wanted;
    };
    await assert.rejects(open({ signal, onProgress }), Cancelled, wanted);
  }
});

test('a chain of a million nodes is walked without recursion', async () => {
  const length = 1_000_000;
  const graph = await graphOf(chainText(length));
  assert.equal(retainedSizeOf(graph, 1), (length - 1) * 8);
  assert.equal(graph.distance[length - 1], length - 1);
});

test('a long text that begins like the name of a WeakMap entry is read once', { timeout: 20_000 }, () => {
  const begin = `0 / part of key (${' @1) -> value ('.repeat(40_000)}`;
  const end = ' @3) pair in WeakMap (table @7)';
  for (const [text, count] of [
    [begin, 0],
    [`${begin}\n${end}`, 0],
    [`${begin}${end}`, 1],
  ] as const) {
    const bytes = new TextEncoder().encode(text);
    const started = performance.now();
    assert.equal(new Ephemerons(new StringTable(bytes, Uint32Array.of(0, bytes.length))).pairCount, count);
    assert.ok(performance.now() - started < 2000);
  }
});

/** Made as text at once: drawing a million nodes would take longer than reading them. */
function chainText(length: number): string {
  const whole = snapshotText([{ type: 'synthetic', name: 'A', size: 8 }], []);
  const nodes = Array.from({ length }, (_, node) => `3,0,${node * 2 + 1},8,${node === length - 1 ? 0 : 1},0`);
  const edges = Array.from({ length: length - 1 }, (_, edge) => `1,0,${(edge + 1) * 6}`);
  return whole
    .replace('"node_count":1,"edge_count":0', `"node_count":${length},"edge_count":${length - 1}`)
    .replace(/"nodes":\[.*?\]/, `"nodes":[${nodes}]`)
    .replace('"edges":[]', `"edges":[${edges}]`);
}
