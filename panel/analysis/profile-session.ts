import type { Protocol } from 'devtools-protocol';
import { Column } from '../../src/calltree/column.ts';
import { frameFromV8 } from '../../src/calltree/frame.ts';
import { TreeInterner } from '../../src/calltree/tree-interner.ts';
import { readCpuProfile, samplesInOrder } from '../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../src/formats/heapprofile.ts';
import type { CpuRow, SamplingRow } from '../../src/recording/rows.ts';
import { isolateIndex, microseconds, milliseconds, toMilliseconds } from '../../src/units.ts';

type HeapProfile = Protocol.HeapProfiler.SamplingHeapProfile;
type CpuProfile = Protocol.Profiler.Profile;

const page = isolateIndex(0);

/**
 * A profile that was made elsewhere, as the one row of a recording: every view of recordings shows it, with the figures of Chrome's tools.
 * @throws HeapscopeError `file-invalid`
 */
export function rowOfProfile(format: 'heapprofile' | 'cpuprofile', text: string, file: string): SamplingRow | CpuRow {
  return format === 'heapprofile' ? samplingRow(readHeapProfile(text, file)) : cpuRow(readCpuProfile(text, file));
}

function samplingRow({ head, samples }: HeapProfile): SamplingRow {
  const tree = new TreeInterner();
  const self: number[] = [];
  const nodeOf = new Map<number, number>();
  const waiting = [head];
  const parents = [-1];
  for (let v8 = waiting.pop(); v8; v8 = waiting.pop()) {
    const node = tree.child(parents.pop() ?? -1, frameFromV8(v8.callFrame));
    nodeOf.set(v8.id, node);
    self[node] = (self[node] ?? 0) + v8.selfSize;
    for (let i = v8.children.length - 1; i >= 0; i--) {
      waiting.push(v8.children[i] as typeof head);
      parents.push(node);
    }
  }
  const inOrder = [...samples].sort((a, b) => a.ordinal - b.ordinal);
  return {
    kind: 'allocation-sampling',
    isolate: page,
    time: milliseconds(0),
    pollDuration: milliseconds(0),
    ...tree.takeGrowth(),
    changedNode: Uint32Array.from(self.keys()),
    changedSelf: Float64Array.from(self),
    addedOrdinal: Float64Array.from(inOrder, ({ ordinal }) => ordinal),
    addedSize: Float64Array.from(inOrder, ({ size }) => size),
    addedNode: Uint32Array.from(inOrder, ({ nodeId }) => nodeOf.get(nodeId) ?? 0),
    goneOrdinal: new Float64Array(0),
  };
}

/** Times count from the start of the profile. */
function cpuRow(profile: CpuProfile): CpuRow {
  const tree = new TreeInterner();
  const nodeOf = new Map<number, number>();
  const ticks = { node: new Column(Uint32Array), line: new Column(Uint32Array), count: new Column(Uint32Array) };
  const deopts = new Map<number, string>();
  for (const [v8, parent] of parentsFirst(profile)) {
    const node = tree.child(parent === null ? -1 : (nodeOf.get(parent) ?? 0), frameFromV8(v8.callFrame));
    nodeOf.set(v8.id, node);
    // V8 writes this where there is no reason, in files of the years before 2017.
    if (v8.deoptReason && v8.deoptReason !== 'no reason') deopts.set(node, v8.deoptReason);
    for (const { line, ticks: count } of v8.positionTicks ?? []) {
      if (line <= 0) continue;
      ticks.node.push(node);
      ticks.line.push(line);
      ticks.count.push(count);
    }
  }
  const samples = profile.timeDeltas ? samplesInOrder(profile) : samplesFromHits(profile);
  const to = microseconds(Math.max(profile.endTime, samples.at(-1)?.time ?? 0) - profile.startTime);
  return {
    kind: 'cpu-profile',
    isolate: page,
    time: toMilliseconds(to),
    ...tree.takeGrowth(),
    sampleNode: Uint32Array.from(samples, ({ id }) => nodeOf.get(id) ?? 0),
    sampleTime: Float64Array.from(samples, ({ time }) => time - profile.startTime),
    tickNode: ticks.node.copy(),
    tickLine: ticks.line.copy(),
    tickCount: ticks.count.copy(),
    deoptNode: Uint32Array.from(deopts.keys()),
    deoptReason: [...deopts.values()],
    from: microseconds(0),
    to,
  };
}

/** Every node with the id of its parent, which comes before it; null for the root. The reader has made sure that they are one tree. */
function* parentsFirst({ nodes }: CpuProfile): Generator<[node: CpuProfile['nodes'][number], parent: number | null]> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const waiting: [CpuProfile['nodes'][number], number | null][] = nodes.slice(0, 1).map(root => [root, null]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    const [{ id: parent, children = [] }] = next;
    for (let i = children.length - 1; i >= 0; i--) {
      const child = byId.get(children[i] as number);
      if (child) waiting.push([child, parent]);
    }
  }
}

/** A profile without times tells how often, not when: its hits share its duration, as in DevTools. */
function samplesFromHits({ nodes, startTime, endTime }: CpuProfile): { id: number; time: number }[] {
  const hits = nodes.flatMap(({ id, hitCount = 0 }) => new Array<number>(hitCount).fill(id));
  const interval = (endTime - startTime) / hits.length;
  return hits.map((id, i) => ({ id, time: startTime + i * interval }));
}
