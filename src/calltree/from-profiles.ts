import type { Protocol } from 'devtools-protocol';
import type { CallTree } from './call-tree.ts';
import { frameFromV8, type V8CallFrame } from './frame.ts';
import { TreeBuilder } from './tree-builder.ts';
import { TreeInterner } from './tree-interner.ts';

/** What a call tree needs of a sampling heap profile; older V8 wrote neither node ids nor samples. */
export interface SamplingProfileNode {
  readonly callFrame: V8CallFrame;
  /** Bytes. */
  readonly selfSize: number;
  readonly children: readonly SamplingProfileNode[];
}

/** The call tree of a sampling heap profile, in bytes. Nodes of the same path are one. */
export function treeFromSamplingProfile(head: SamplingProfileNode): CallTree {
  const interner = new TreeInterner();
  const self: number[] = [];
  const waiting = [head];
  const parents = [-1];
  for (let v8 = waiting.pop(); v8; v8 = waiting.pop()) {
    const node = interner.child(parents.pop() ?? -1, frameFromV8(v8.callFrame));
    self[node] = (self[node] ?? 0) + v8.selfSize;
    for (const child of v8.children) {
      waiting.push(child);
      parents.push(node);
    }
  }
  return built(interner, self, 'bytes');
}

/**
 * The call tree of a CPU profile, in microseconds. A sample weighs the time until the next one, the last until the end of the profile
 * (DevTools gives the last the average interval). A profile without times spreads its duration over the hits, as DevTools does.
 */
export function treeFromCpuProfile(profile: Protocol.Profiler.Profile): CallTree {
  const weightOf = profile.timeDeltas ? weightsFromSamples(profile) : weightsFromHits(profile);
  const byId = new Map(profile.nodes.map(node => [node.id, node]));
  const interner = new TreeInterner();
  const self: number[] = [];
  const seen = new Set<number>();
  const waiting = profile.nodes.slice(0, 1);
  const parents = [-1];
  for (let v8 = waiting.pop(); v8; v8 = waiting.pop()) {
    const node = interner.child(parents.pop() ?? -1, frameFromV8(v8.callFrame));
    self[node] = (self[node] ?? 0) + (weightOf.get(v8.id) ?? 0);
    for (const id of v8.children ?? []) {
      const child = byId.get(id);
      if (!child || seen.has(id)) continue;
      seen.add(id);
      waiting.push(child);
      parents.push(node);
    }
  }
  return built(interner, self, 'microseconds');
}

/** The samples of a CPU profile in order of time: V8 may write them out of order, with negative deltas. */
export function samplesInOrder(profile: Protocol.Profiler.Profile): { id: number; time: number }[] {
  let time = profile.startTime;
  const samples = (profile.samples ?? []).map((id, i) => {
    time += profile.timeDeltas?.[i] ?? 0;
    return { id, time };
  });
  return samples.sort((a, b) => a.time - b.time);
}

function weightsFromSamples(profile: Protocol.Profiler.Profile): Map<number, number> {
  const weights = new Map<number, number>();
  const samples = samplesInOrder(profile);
  samples.forEach(({ id, time }, i) => {
    const until = samples[i + 1]?.time ?? Math.max(time, profile.endTime);
    weights.set(id, (weights.get(id) ?? 0) + until - time);
  });
  return weights;
}

function weightsFromHits(profile: Protocol.Profiler.Profile): Map<number, number> {
  const hits = profile.nodes.reduce((sum, node) => sum + (node.hitCount ?? 0), 0);
  const interval = hits === 0 ? 0 : (profile.endTime - profile.startTime) / hits;
  return new Map(profile.nodes.map(node => [node.id, (node.hitCount ?? 0) * interval]));
}

function built(interner: TreeInterner, self: readonly number[], unit: CallTree['unit']): CallTree {
  const builder = new TreeBuilder();
  builder.apply(interner.takeGrowth());
  self.forEach((value, node) => {
    builder.setSelf(node, value);
  });
  const tree = builder.build(unit);
  if (!tree) throw new RangeError('a profile has a root');
  return tree;
}
