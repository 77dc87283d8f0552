import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Protocol } from 'devtools-protocol';
import { rowOfProfile } from '../../../panel/analysis/profile-session.ts';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { type Frame, frameFromV8, type V8CallFrame } from '../../../src/calltree/frame.ts';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { readCpuProfile } from '../../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../../src/formats/heapprofile.ts';
import { shownOf } from '../formats/profile-tree.ts';
import { sample } from '../formats/sample.ts';

test('an imported heap profile holds the bytes and samples of its file, function by function', () => {
  for (const name of ['node-10.11.0.heapprofile', 'chromium-156.heapprofile']) {
    const profile = readHeapProfile(sample(name), name);
    const shown = shownOf('heapprofile', sample(name), name);
    assert.deepEqual(figures(shown.samplingTree()), plainFigures(heapNode(profile.head)), name);
    assert.equal(shown.sampleCount, profile.samples.length, name);
  }
});

test('an imported CPU profile takes the time of its file, function by function, with and without times of samples', () => {
  for (const name of ['chrome-65-simple.cpuprofile', 'node-10.11.0-example.cpuprofile', 'chromium-156.cpuprofile']) {
    const profile = readCpuProfile(sample(name), name);
    assert.deepEqual(
      figures(shownOf('cpuprofile', sample(name), name).cpuTree()),
      plainFigures(cpuNode(profile)),
      name,
    );
    const { timeDeltas: _, samples: __, ...untimed } = profile;
    const shown = shownOf('cpuprofile', JSON.stringify(untimed), name).cpuTree();
    assert.deepEqual(figures(shown), plainFigures(cpuNode(untimed)), `${name} without times`);
  }
});

test('a file that is none is refused with its name', () => {
  assert.throws(() => rowOfProfile('cpuprofile', '{"nodes":[]}', 'a.cpuprofile'), { message: /^a\.cpuprofile is not/ });
});

/** Self and total of each function, to a thousandth. */
function figures(tree: CallTree | null): Map<string, string> {
  assert.ok(tree);
  const { frame, self, total } = functionsOf(tree);
  const rows = Array.from(frame, (index, i): [string, string] => [
    nameOf(tree.frames[index] ?? assert.fail()),
    `${self[i]?.toFixed(3)} of ${total[i]?.toFixed(3)}`,
  ]);
  return new Map(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const nameOf = ({ functionName, url, line, column }: Frame) => `${functionName} ${url}:${line}:${column}`;

interface PlainNode {
  readonly callFrame: V8CallFrame;
  readonly self: number;
  readonly children: readonly PlainNode[];
}

/** The same, added up as a person would: the root is none, what is below a function counts for it once, however often it is on the stack. */
function plainFigures(root: PlainNode): Map<string, string> {
  const sums = new Map<string, { self: number; total: number }>();
  const visit = ({ callFrame, self, children }: PlainNode, above: ReadonlySet<string>) => {
    const name = nameOf(frameFromV8(callFrame));
    const stack = new Set([...above, name]);
    for (const on of stack) {
      const sum = sums.get(on) ?? { self: 0, total: 0 };
      sums.set(on, { self: sum.self + (on === name ? self : 0), total: sum.total + self });
    }
    for (const child of children) visit(child, stack);
  };
  for (const child of root.children) visit(child, new Set());
  const rows = Array.from(sums, ([name, { self, total }]): [string, string] => [
    name,
    `${self.toFixed(3)} of ${total.toFixed(3)}`,
  ]);
  return new Map(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function heapNode({ callFrame, selfSize, children }: Protocol.HeapProfiler.SamplingHeapProfileNode): PlainNode {
  return { callFrame, self: selfSize, children: children.map(heapNode) };
}

/** A sample weighs the time until the next, the last until the end; without times the hits share all of it. */
function cpuNode({ nodes, startTime, endTime, samples = [], timeDeltas }: Protocol.Profiler.Profile): PlainNode {
  const self = new Map<number, number>();
  const add = (id: number, time: number) => self.set(id, (self.get(id) ?? 0) + time);
  if (timeDeltas) {
    let time = startTime;
    const taken = samples.map((id, i) => {
      time += timeDeltas[i] ?? 0;
      return { id, time };
    });
    taken.sort((a, b) => a.time - b.time);
    for (const [i, sample] of taken.entries())
      add(sample.id, (taken[i + 1]?.time ?? Math.max(sample.time, endTime)) - sample.time);
  } else {
    const hits = nodes.reduce((sum, { hitCount = 0 }) => sum + hitCount, 0);
    for (const { id, hitCount = 0 } of nodes) add(id, (hitCount * (endTime - startTime)) / hits);
  }
  const node = (id: number): PlainNode => {
    const { callFrame, children = [] } = nodes.find(other => other.id === id) ?? assert.fail();
    return { callFrame, self: self.get(id) ?? 0, children: children.map(node) };
  };
  return node(nodes[0]?.id ?? 0);
}
