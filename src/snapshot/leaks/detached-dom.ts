import { detached } from '../heap-graph.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import type { LeakDetector } from './detector.ts';

/** A DOM node that was put in after the baseline, has been taken out of its document, and is still held. */
export const detachedDom: LeakDetector = {
  name: 'detached DOM',
  reason: 'A DOM node that was taken out of its document and is still held.',
  prepare({ graph }) {
    const { nodes, strings } = graph.snapshot;
    const { native } = nodeTypeNumbers(graph.snapshot);
    // Node.js calls its own handles detached when JavaScript alone holds them.
    const ofNode = new TextEncoder().encode('Node / ');
    return node => {
      const isDetached = nodes.type[node] === native && graph.domState[node] === detached;
      return isDetached && !strings.startsWith(nodes.name[node] as number, ofNode) ? 'leak' : 'unsure';
    };
  },
};
