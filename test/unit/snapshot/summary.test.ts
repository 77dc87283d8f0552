import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { aggregate } from '../../../src/snapshot/classes/aggregate.ts';
import { userRoots } from '../../../src/snapshot/graph/user-roots.ts';
import type { HeapGraph } from '../../../src/snapshot/heap-graph.ts';
import { type OpenSnapshot, openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { parseSnapshot } from '../../../src/snapshot/parse/parse-snapshot.ts';
import type { Sizes } from '../../../src/snapshot/sizes.ts';
import type { SnapshotSummary } from '../../../src/snapshot/summary/snapshot-summary.ts';
import { summarize } from '../../../src/snapshot/summary/summarize.ts';
import { type DrawnNode, headerOf, joined, nodeTypes, pieces, snapshotText } from './snapshot-text.ts';

const options = { file: 'it' };
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function summaryOf(text: string, pieceLength = Number.POSITIVE_INFINITY): Promise<SnapshotSummary> {
  return await summarize(pieces(bytesOf(text), pieceLength), options);
}

/** For each name, how many nodes and how many bytes. */
type Sums = Record<string, [count: number, size: number]>;

function addTo(sums: Sums, name: string, count: number, size: number): void {
  const [countBefore, sizeBefore] = sums[name] ?? [0, 0];
  sums[name] = [countBefore + count, sizeBefore + size];
}

/** What a summary knows of a class's name: no interfaces, and of detached nodes only those that say it themselves. */
function baseName(name: string, interfaces: ReadonlySet<string>): string {
  return interfaces.has(name) ? 'Object' : name.replace(/^Detached /, '');
}

function sumsOfSummary({ classes }: SnapshotSummary): Sums {
  const sums: Sums = {};
  for (const { name, count, shallowSize } of classes) addTo(sums, baseName(name, new Set()), count, shallowSize);
  return sums;
}

/** The same from the full engine, with the sizes that V8 wrote or with those of its view. */
function sumsOfEngine({ graph, classes }: OpenSnapshot, sizes: Sizes): Sums {
  const sums: Sums = {};
  const interfaces = new Set(classes.interfaces.map(({ name }) => name));
  for (const [node, size] of sizes.entries()) {
    const name = classes.names[classes.classOf[node] as number] as string;
    if (size > 0) addTo(sums, baseName(name, interfaces), 1, size);
  }
  assert.equal(sizes.length, graph.snapshot.nodeCount);
  return sums;
}

const hasUserRoots = ({ snapshot }: HeapGraph) => userRoots(snapshot).length > 0;

async function assertSameAsEngine(content: Uint8Array): Promise<SnapshotSummary> {
  const summary = await summarize(pieces(content, 1 << 20), options);
  const full = await openSnapshot(pieces(content, 1 << 20), options);
  const { snapshot, totalSize, shallowSize } = full.graph;
  assert.deepEqual(
    [summary.nodeCount, summary.edgeCount, summary.totalSize],
    [snapshot.nodeCount, snapshot.edgeCount, totalSize],
  );
  assert.deepEqual(sumsOfSummary(summary), sumsOfEngine(full, snapshot.nodes.selfSize));
  if (!hasUserRoots(full.graph)) {
    assert.deepEqual(sumsOfSummary(summary), sumsOfEngine(full, shallowSize));
    const rows = aggregate(full.graph, full.classes);
    assert.equal(
      summary.classes.reduce((sum, { count }) => sum + count, 0),
      rows.reduce((sum, { count }) => sum + count, 0),
    );
  }
  return summary;
}

const root: DrawnNode = { type: 'synthetic', name: '', size: 0 };
const drawn: readonly DrawnNode[] = [
  root,
  { type: 'object', name: 'Shelf', size: 10 },
  { type: 'object', name: 'Shelf', size: 20 },
  { type: 'object', name: 'Empty', size: 0 },
  { type: 'string', name: 'Shelf', size: 30 },
  { type: 'string', name: 'a "quoted" \ud83d text', size: 5 },
  { type: 'native', name: '<div id="a">', size: 1 },
  { type: 'native', name: '<div class="b">', size: 2 },
  { type: 'native', name: 'Shelf', size: 4 },
  { type: 'hidden', name: 'system / Map', size: 8 },
];
const text = snapshotText(drawn, []);

describe('a summary', () => {
  const expected = [
    { name: 'Shelf', count: 3, shallowSize: 34 },
    { name: '(string)', count: 2, shallowSize: 35 },
    { name: '(system)', count: 1, shallowSize: 8 },
    { name: '<div>', count: 2, shallowSize: 3 },
  ].sort((a, b) => b.shallowSize - a.shallowSize);

  test('counts classes by the names of the full view, in pieces of any size', async () => {
    for (const length of [1, 2, 7, 64, 1000]) {
      const { classes, ...rest } = await summaryOf(text, length);
      assert.deepEqual(classes, expected);
      assert.deepEqual(rest, { nodeCount: drawn.length, edgeCount: 0, totalSize: 80 });
    }
  });

  test('names nodes that are detached', async () => {
    const native = nodeTypes.indexOf('native');
    const nodes = ['5,0,1,0,0,0', `${native},1,3,10,0,2`, `${native},1,5,10,0,1`, `3,1,7,5,0,2`];
    const { classes } = await summaryOf(joined(headerOf(4, 0), nodes, [], ['', '<p id="x">']));
    assert.deepEqual(
      classes.map(({ name, count }) => [name, count]),
      [
        ['<p>', 2],
        ['Detached <p>', 1],
      ],
    );
  });

  test('is the same when the strings come first', async () => {
    const [, strings] = /("strings":.*)\}$/s.exec(text) ?? [];
    const first = text.replace(`,\n${strings}`, '').replace('\n"nodes"', `\n${strings},"nodes"`);
    assert.notEqual(first, text);
    assert.deepEqual(await summaryOf(first, 13), await summaryOf(text));
  });

  test('is that of the full engine, for any nodes', async () => {
    const nodes = fc.array(
      fc.record({
        type: fc.constantFrom(...nodeTypes),
        name: fc.constantFrom('A', 'B', 'Object', '<div id="1">', '<div class="2">', 'Detached <b x>', '', 'ü😀'),
        size: fc.nat(9),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(
        nodes,
        async some => void (await assertSameAsEngine(bytesOf(snapshotText([root, ...some], [])))),
      ),
    );
  });
});

describe('a summary of a program has the counts and bytes of the full engine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-summary-'));
  after(() => rm(folder, { recursive: true }));
  for (const [program, ...more] of [['classes'], ['strings'], ['shapes', '--internals']] as const) {
    test([program, ...more].join(', '), async () => {
      const file = join(folder, `${program}.heapsnapshot`);
      await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'programs.mjs'), program, file, ...more]);
      const { classes } = await assertSameAsEngine(await readFile(file));
      assert.ok(classes.some(({ name, count }) => name === 'Object' && count > 10));
    });
  }
});

describe('what is no snapshot', () => {
  const edges = [{ from: 0, to: 1, type: 'property', name: 'first' }];
  const whole = bytesOf(snapshotText(drawn, edges));

  async function problemOf(task: Promise<unknown>): Promise<string> {
    return await task.then(
      () => 'none',
      error => {
        assert.ok(error instanceof HeapscopeError && error.code === 'file-invalid', `not foreseen: ${error}`);
        return error.message;
      },
    );
  }

  async function assertSameProblem(content: Uint8Array): Promise<string> {
    const problem = await problemOf(summarize(pieces(content, 500), options));
    assert.equal(problem, await problemOf(parseSnapshot(pieces(content, 500), options)));
    return problem;
  }

  test('is refused with the sentence of the full engine, cut anywhere', async () => {
    for (let end = 0; end < whole.length; end++) {
      assert.match(await assertSameProblem(whole.subarray(0, end)), /ends too early|missing/);
    }
  });

  test('is refused with the sentence of the full engine, whatever is changed', async () => {
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, async changed => {
        const broken = whole.slice();
        for (const [at, byte] of changed) broken[at] = byte;
        await assertSameProblem(broken);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a summary takes no more memory for more objects', async () => {
  const [nodeCount, edgeCount, stringCount] = [1_500_000, 6_000_000, 500_000];
  const node = '3,2,123457,64,4,0\n,';
  const names = Array.from({ length: 1000 }, (_, i) => `"name ${i}"`).join();
  let most = 0;
  function* content(): Generator<Uint8Array> {
    const lines = (line: string, count: number) => bytesOf(line.repeat(count));
    const [head = ''] = joined(headerOf(nodeCount, edgeCount), [], [], []).split('[],\n"edges"');
    yield bytesOf(`${head}[`);
    yield* times(lines(node, 1000), nodeCount / 1000 - 1);
    yield bytesOf(`${node.repeat(1000).slice(0, -2)}],\n"edges":[`);
    const edge = '2,1,600000\n,';
    yield* times(lines(edge, 1000), edgeCount / 1000 - 1);
    yield bytesOf(`${edge.repeat(1000).slice(0, -2)}],\n"strings":[`);
    yield* times(bytesOf(`${names},`), stringCount / 1000 - 1);
    yield bytesOf(`${names}]}`);
  }
  function* times(piece: Uint8Array, count: number): Generator<Uint8Array> {
    for (let i = 0; i < count; i++) {
      yield piece;
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
  }
  const before = process.memoryUsage().arrayBuffers;
  const { classes } = await summarize(content(), options);
  assert.deepEqual(classes, [{ name: 'name 2', count: nodeCount, shallowSize: nodeCount * 64 }]);
  assert.ok(most - before < 4 * 2 ** 20, `${most - before} bytes`);
});
