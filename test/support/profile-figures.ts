import type { Protocol } from 'devtools-protocol';

type HeapProfile = Protocol.HeapProfiler.SamplingHeapProfile;
type HeapNode = Protocol.HeapProfiler.SamplingHeapProfileNode;
type CpuProfile = Protocol.Profiler.Profile;

/** What a sampling heap profile holds of one function and of all that it called: bytes, and the samples they are estimated from. */
export function allocatedBelow(profile: HeapProfile, functionName: string): { bytes: number; samples: number } {
  const nodes = outermost(profile.head, functionName).flatMap(withDescendants);
  const ids = new Set(nodes.map(node => node.id));
  return {
    bytes: nodes.reduce((sum, node) => sum + node.selfSize, 0),
    samples: profile.samples.filter(sample => ids.has(sample.nodeId)).length,
  };
}

/** Microseconds that the functions which `matches` names spent themselves: a sample lasts until the next one. */
export function selfTime(profile: CpuProfile, matches: (frame: Protocol.Runtime.CallFrame) => boolean): number {
  const ids = new Set(profile.nodes.filter(node => matches(node.callFrame)).map(node => node.id));
  const { samples = [], timeDeltas = [] } = profile;
  return samples.reduce((sum, id, i) => sum + (ids.has(id) ? (timeDeltas[i + 1] ?? 0) : 0), 0);
}

/** The nodes of a function that are not below another one of it: each of their subtrees counts once. */
function outermost(node: HeapNode, functionName: string): HeapNode[] {
  if (node.callFrame.functionName === functionName) return [node];
  return node.children.flatMap(child => outermost(child, functionName));
}

function withDescendants(node: HeapNode): HeapNode[] {
  return [node, ...node.children.flatMap(withDescendants)];
}
