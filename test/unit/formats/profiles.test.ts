import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeFromCpuProfile, treeFromSamplingProfile } from '../../../src/calltree/from-profiles.ts';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { readCpuProfile, writeCpuProfile } from '../../../src/formats/cpuprofile.ts';
import { readHeapProfile, writeHeapProfile } from '../../../src/formats/heapprofile.ts';
import { sample } from './sample.ts';

function selfOfFunctions(name: string): Record<string, number> {
  const tree = treeFromCpuProfile(readCpuProfile(sample(name), name));
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
  assert.deepEqual([profile.startTime, profile.endTime], [163140599286, 163140645206]);
  assert.equal(selfOfFunctions(name)['d'], 163140645206 - 163140610861);
});

test('a profile without times spreads its duration over the hits', () => {
  const { nodes, startTime, endTime } = readCpuProfile(sample('chrome-65-simple.cpuprofile'), 'it');
  const tree = treeFromCpuProfile({ nodes, startTime, endTime });
  assert.ok(Math.abs((tree.total[0] ?? 0) - (endTime - startTime)) < 1e-6);
});

test('a heap profile of before node ids has all its bytes in the tree', () => {
  const name = 'node-10.11.0.heapprofile';
  const { head, samples } = readHeapProfile(sample(name), name);
  assert.equal(treeFromSamplingProfile(head).total[0], 525_704);
  assert.deepEqual([head.id, head.children[0]?.id, samples], [1, 2, []]);
});

test('what is written is what was read', () => {
  const cpu = sample('chrome-65-simple.cpuprofile');
  assert.deepEqual(JSON.parse(writeCpuProfile(readCpuProfile(cpu, 'it'))), JSON.parse(cpu));
  const heap = writeHeapProfile(readHeapProfile(sample('node-10.11.0.heapprofile'), 'it'));
  assert.equal(writeHeapProfile(readHeapProfile(heap, 'it')), heap);
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
