import type { Protocol } from 'devtools-protocol';
import type { Frame } from '../../src/calltree/frame.ts';
import { SyntheticSampling } from './synthetic-rows.ts';

type Node = Protocol.HeapProfiler.SamplingHeapProfileNode;

/** The same synthetic recording as V8 would hand it over: the whole profile as JSON. */
export function profileText(nodeCount: number): string {
  const { frames, nodeParent, nodeFrame, changedSelf, ...samples } = new SyntheticSampling(nodeCount).first();
  const nodes = Array.from(
    nodeFrame,
    (frame, index): Node => ({
      callFrame: callFrameOf(frames[frame]),
      selfSize: changedSelf[index] ?? 0,
      id: index + 1,
      children: [],
    }),
  );
  nodes.forEach((node, index) => {
    nodes[nodeParent[index] ?? -1]?.children.push(node);
  });
  const { addedOrdinal, addedSize, addedNode } = samples;
  return JSON.stringify({
    head: nodes[0],
    samples: Array.from(addedOrdinal, (ordinal, index) => ({
      size: addedSize[index],
      nodeId: (addedNode[index] ?? 0) + 1,
      ordinal,
    })),
  });
}

function callFrameOf(frame: Frame | undefined): Node['callFrame'] {
  const { functionName = '', url = '', line = 1, column = 1 } = frame ?? {};
  return { functionName, url, scriptId: '42', lineNumber: line - 1, columnNumber: column - 1 };
}
