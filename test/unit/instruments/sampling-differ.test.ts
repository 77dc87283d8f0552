import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { test } from 'node:test';
import type { Protocol } from 'devtools-protocol';
import { SamplingDiffer, type SamplingDifference } from '../../../src/instruments/sampling-differ.ts';

type Profile = Protocol.HeapProfiler.SamplingHeapProfile;
type ProfileNode = Protocol.HeapProfiler.SamplingHeapProfileNode;

/** What a reader of the differences ends up with. */
class Reader {
  self: number[] = [];
  names: string[] = [];
  samples = new Map<number, number>();
  #frames: string[] = [];

  apply(difference: SamplingDifference): void {
    this.#frames.push(...difference.frames.map(frame => frame.functionName));
    for (const frame of difference.nodeFrame) {
      this.names.push(this.#frames[frame] ?? '?');
      this.self.push(0);
    }
    difference.changedNode.forEach((node, i) => {
      this.self[node] = difference.changedSelf[i] ?? 0;
    });
    for (const ordinal of difference.goneOrdinal) assert.ok(this.samples.delete(ordinal), 'only what was there can go');
    difference.addedOrdinal.forEach((ordinal, i) => {
      assert.ok(!this.samples.has(ordinal), 'a sample comes once');
      this.samples.set(ordinal, difference.addedSize[i] ?? 0);
    });
  }

  get total(): number {
    return this.self.reduce((sum, self) => sum + self, 0);
  }

  selfOf(name: string): number {
    return this.names.reduce((sum, other, node) => sum + (other === name ? (this.self[node] ?? 0) : 0), 0);
  }
}

function totalOf(node: ProfileNode): number {
  return node.children.reduce((sum, child) => sum + totalOf(child), node.selfSize);
}

function node(id: number, functionName: string, selfSize: number, ...children: ProfileNode[]): ProfileNode {
  const callFrame = { functionName, scriptId: '1', url: 'a.js', lineNumber: 0, columnNumber: 0 };
  return { id, callFrame, selfSize, children };
}
const profile = (head: ProfileNode, ordinals: number[] = []): Profile => ({
  head,
  samples: ordinals.map(ordinal => ({ ordinal, size: 8, nodeId: 1 })),
});

let kept: unknown[] = [];
function leakNodes(): void {
  for (let i = 0; i < 20_000; i++) kept.push({ i, box: [i] });
}

test('the differences of a real V8 profile add up to it, while things are allocated and freed', async () => {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.enable');
    await session.post('HeapProfiler.startSampling', { samplingInterval: 4096 });
    const differ = new SamplingDiffer();
    const reader = new Reader();
    const poll = async () => {
      const { profile } = (await session.post('HeapProfiler.getSamplingProfile')) as { profile: Profile };
      reader.apply(differ.difference(profile));
      assert.equal(reader.total, totalOf(profile.head));
      assert.deepEqual([...reader.samples.keys()].sort(), profile.samples.map(sample => sample.ordinal).sort());
    };
    await poll();
    leakNodes();
    await poll();
    const leaked = reader.selfOf('leakNodes');
    assert.ok(leaked > 500_000, `leakNodes holds ${leaked} bytes`);
    kept = [];
    await poll();
    assert.ok(reader.selfOf('leakNodes') < leaked / 10, 'freed memory leaves the tree');
  } finally {
    await session.post('HeapProfiler.stopSampling');
    session.disconnect();
  }
});

test('a path that V8 dropped and gave a new id is the same node again', () => {
  const differ = new SamplingDiffer();
  differ.difference(profile(node(1, '(root)', 0, node(2, 'a', 10))));
  const dropped = differ.difference(profile(node(1, '(root)', 0)));
  assert.deepEqual([[...dropped.changedNode], [...dropped.changedSelf]], [[1], [0]]);
  const back = differ.difference(profile(node(1, '(root)', 0, node(7, 'a', 20))));
  assert.deepEqual([back.nodeParent.length, [...back.changedNode], [...back.changedSelf]], [0, [1], [20]]);
});

test('two ids of one path are one node with both sizes', () => {
  const row = new SamplingDiffer().difference(profile(node(1, '(root)', 0, node(2, 'a', 10), node(3, 'a', 5))));
  assert.deepEqual([[...row.nodeParent], [...row.changedSelf]], [[-1, 0], [15]]);
});

test('nothing travels when nothing changed', () => {
  const differ = new SamplingDiffer();
  const same = profile(node(1, '(root)', 3, node(2, 'a', 10)), [4, 2]);
  differ.difference(same);
  const row = differ.difference(same);
  assert.deepEqual(
    Object.values(row).map(column => column.length),
    [0, 0, 0, 0, 0, 0, 0, 0, 0],
  );
});

test('a profile of another process starts again: ids name other places, ordinals count from 0', () => {
  const differ = new SamplingDiffer();
  const reader = new Reader();
  reader.apply(differ.difference(profile(node(1, '(root)', 0, node(2, 'a', 10)), [3, 9, 5])));
  const other = differ.difference(profile(node(1, '(root)', 0, node(2, 'b', 4)), [0, 1]));
  reader.apply(other);
  assert.deepEqual([reader.selfOf('a'), reader.selfOf('b')], [0, 4]);
  assert.deepEqual(
    [[...other.goneOrdinal], [...other.addedOrdinal]],
    [
      [3, 5, 9],
      [10, 11],
    ],
  );
});
