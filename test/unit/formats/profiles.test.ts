import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { readCpuProfile, writeCpuProfile } from '../../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../../src/formats/heapprofile.ts';
import { treeOfProfile } from './profile-tree.ts';
import { sample } from './sample.ts';

function selfOfFunctions(name: string): Record<string, number> {
  const tree = treeOfProfile('cpuprofile', sample(name));
  const { frame, self } = functionsOf(tree);
  return Object.fromEntries(Array.from(frame, (index, row) => [tree.frames[index]?.functionName, self[row] ?? 0]));
}

test('the CPU time of a function is the time from its samples to the next', () => {
  const first = 163140599286 + 11575;
  const inD = 163140647178 - (first + 1060);
  assert.deepEqual(selfOfFunctions('chrome-65-simple.cpuprofile'), { d: inD, '': 1060, a: 0, b: 0, c: 0 });
});

test('the nested form of old versions comes out as the current one', () => {
  const name = 'node-10.11.0-example.cpuprofile';
  const profile = readCpuProfile(sample(name), name);
  assert.deepEqual(
    profile.nodes.map(node => [node.id, node.callFrame.functionName, node.children]),
    [
      [1, '(root)', [2]],
      [2, '', [3]],
      [3, 'a', [4, 6]],
      [4, 'b', [5]],
      [5, 'd', undefined],
      [6, 'c', [7]],
      [7, 'd', undefined],
    ],
  );
  // The file has one time more than samples: the end.
  assert.deepEqual([profile.startTime, profile.endTime], [163140599286, 163140645206]);
  assert.equal(selfOfFunctions(name)['d'], 163140645206 - 163140610861);
  // Lines count from 1 there, and a line of 0 is none.
  assert.deepEqual(
    profile.nodes.map(node => node.callFrame.lineNumber),
    [-1, -1, -1, 4, 12, 8, 12],
  );
});

test('in the nested form without a time of the end the last sample gets the average interval', () => {
  const head = { id: 1, functionName: 'f', hitCount: 3, children: [] };
  const content = { head, startTime: 7, endTime: 8, samples: [1, 1, 1], timestamps: [7_000_000, 7_000_010, 7_000_040] };
  const { startTime, endTime, timeDeltas } = readCpuProfile(JSON.stringify(content), 'it');
  assert.deepEqual([startTime, timeDeltas, endTime], [7_000_000, [0, 10, 30], 7_000_060]);
});

test('a profile that names parents instead of children is the same tree', () => {
  const f = { functionName: 'f' };
  const nodes = [
    { id: 1, callFrame: f },
    { id: 2, callFrame: f, parent: 1 },
    { id: 3, callFrame: f, parent: 1 },
  ];
  const profile = readCpuProfile(JSON.stringify({ nodes, startTime: 0, endTime: 1 }), 'it');
  assert.deepEqual(
    profile.nodes.map(node => node.children),
    [[2, 3], undefined, undefined],
  );
});

test('a profile without times spreads its duration over the hits', () => {
  const { nodes, startTime, endTime } = readCpuProfile(sample('chrome-65-simple.cpuprofile'), 'it');
  const tree = treeOfProfile('cpuprofile', JSON.stringify({ nodes, startTime, endTime }));
  assert.ok(Math.abs((tree.total[0] ?? 0) - (endTime - startTime)) < 1e-6);
});

test('a heap profile of before node ids has all its bytes in the tree', () => {
  const name = 'node-10.11.0.heapprofile';
  const { head, samples } = readHeapProfile(sample(name), name);
  assert.equal(treeOfProfile('heapprofile', sample(name)).total[0], 525_704);
  assert.deepEqual([head.id, head.children[0]?.id, samples], [1, 2, []]);
});

test('a heap profile of today has its samples', () => {
  const { head, samples } = readHeapProfile(sample('chromium-156.heapprofile'), 'it');
  const keepText = head.children[0]?.children[0]?.children[0];
  assert.deepEqual([keepText?.callFrame.functionName, keepText?.selfSize, keepText?.id], ['keepText', 1_090_944, 4]);
  assert.equal(samples.length, 33);
  assert.deepEqual(samples[0], { size: 32_832, nodeId: 4, ordinal: 31 });
});

test('what is written is what was read', () => {
  for (const name of ['chromium-156.cpuprofile', 'chrome-65-simple.cpuprofile']) {
    assert.deepEqual(JSON.parse(writeCpuProfile(readCpuProfile(sample(name), 'it'))), JSON.parse(sample(name)));
  }
  const today = sample('chromium-156.heapprofile');
  assert.equal(JSON.stringify(readHeapProfile(today, 'it')), today);
  const heap = JSON.stringify(readHeapProfile(sample('node-10.11.0.heapprofile'), 'it'));
  assert.equal(JSON.stringify(readHeapProfile(heap, 'it')), heap);
});

test('what is wrong with a file is said with the place', () => {
  const node = '{"id":1,"callFrame":{"functionName":"f"}}';
  const cases: [text: string, problem: RegExp][] = [
    ['{"nodes":[', /it\.cpuprofile is not a readable cpuprofile file: it is not whole JSON .* at its text/],
    ['{"nodes":[],"startTime":0,"endTime":1}', /the root is missing at nodes/],
    [`{"nodes":[${node}],"startTime":0}`, /a number is missing at endTime/],
    ['{"nodes":[{"id":1}],"startTime":0,"endTime":1}', /an object is missing at nodes\[0\]\.callFrame/],
    [
      `{"nodes":[${node}],"startTime":0,"endTime":1,"samples":[1],"timeDeltas":[]}`,
      /there are 1 samples and 0 times at samples/,
    ],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => readCpuProfile(text, 'it.cpuprofile'), { code: 'file-invalid', message });
  }
  assert.throws(() => readHeapProfile('{"head":{"callFrame":{"functionName":"f"}}}', 'it'), {
    message: /at head\.selfSize/,
  });
});

test('a few bytes that ask for all memory are refused with the place', () => {
  const content = (node: object) => {
    const callFrame = { functionName: 'f' };
    const nodes = [
      { id: 1, callFrame, hitCount: 7, children: [2] },
      { id: 2, callFrame, ...node },
    ];
    return JSON.stringify({ nodes, startTime: 0, endTime: 1 });
  };
  const cases: [node: object, problem: RegExp][] = [
    [{ hitCount: 2 ** 53 - 1 }, /more than 4000000 samples without times at nodes\[1\]\.hitCount/],
    [{ hitCount: 3_999_994 }, /more than 4000000 samples without times at nodes\[1\]\.hitCount/],
    [
      { positionTicks: [{ line: 2 ** 30, ticks: 1 }] },
      /no script has a line 1073741824 at nodes\[1\]\.positionTicks\[0\]/,
    ],
    [{ positionTicks: [{ line: 1, ticks: 2 ** 32 }] }, /more than 4294967295 ticks at nodes\[1\]\.positionTicks\[0\]/],
  ];
  for (const [node, message] of cases) {
    assert.throws(() => readCpuProfile(content(node), 'it'), { code: 'file-invalid', message });
  }
  const timed = { ...JSON.parse(content({ hitCount: 2 ** 53 - 1 })), samples: [2], timeDeltas: [0] };
  assert.equal(readCpuProfile(JSON.stringify(timed), 'it').samples?.length, 1);
});

test('nodes that are not one tree are refused with the place', () => {
  const f = { functionName: 'f' };
  const cases: [nodes: object[], samples: number[], message: RegExp][] = [
    [[{ id: 1 }, { id: 1 }], [], /the id 1 is taken at nodes\[1\]\.id/],
    [[{ id: 1, children: [7] }], [], /there is no node 7 at nodes\[0\]\.children\[0\]/],
    [[{ id: 1, children: [1] }], [], /node 1 has another place in the tree at nodes\[0\]\.children\[0\]/],
    [
      [
        { id: 1, children: [2] },
        { id: 2, children: [1] },
      ],
      [],
      /node 1 has another place/,
    ],
    [[{ id: 1, children: [2, 2] }, { id: 2 }], [], /node 2 has another place/],
    [
      [{ id: 1 }, { id: 2, children: [3] }, { id: 3, children: [2] }],
      [],
      /node 2 does not hang on the root at nodes\[1\]/,
    ],
    [[{ id: 1 }], [1, 9], /there is no node 9 at samples\[1\]/],
  ];
  for (const [nodes, samples, message] of cases) {
    const content = { nodes: nodes.map(node => ({ ...node, callFrame: f })), startTime: 0, endTime: 1, samples };
    assert.throws(() => readCpuProfile(JSON.stringify(content), 'it'), { code: 'file-invalid', message });
  }

  const heap = (children: object[], samples: object[]) =>
    JSON.stringify({ head: { callFrame: f, selfSize: 0, id: 1, children }, samples });
  assert.throws(() => readHeapProfile(heap([{ callFrame: f, selfSize: 0, id: 1, children: [] }], []), 'it'), {
    message: /the id 1 is taken at children\[0\] of node 1\.id/,
  });
  assert.throws(() => readHeapProfile(heap([], [{ size: 1, nodeId: 5, ordinal: 1 }]), 'it'), {
    message: /there is no node 5 at samples\[0\]\.nodeId/,
  });
});

test('a tree nested without end is refused, not overflowed by', () => {
  const deep = (levels: number) =>
    `{"callFrame":{"functionName":"f"},"selfSize":0,"id":ID,"children":[`
      .repeat(levels)
      .replaceAll('ID', (_, at: number) => String(at)) + ']}'.repeat(levels);
  const message = /the tree is deeper than 1000 levels/;
  assert.throws(() => readHeapProfile(`{"head":${deep(100_000)}}`, 'it'), { code: 'file-invalid', message });
  assert.throws(() => readCpuProfile(`{"head":${deep(100_000)},"startTime":0,"endTime":1}`, 'it'), {
    code: 'file-invalid',
    message,
  });
  const deepest = JSON.stringify(readHeapProfile(`{"head":${deep(1000)}}`, 'it'));
  assert.equal(JSON.stringify(readHeapProfile(deepest, 'it')), deepest);
});
