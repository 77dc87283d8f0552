import { noDistance } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { LeakDetector } from './detector.ts';

/** Types of nodes that a program makes; all others are V8's own, which come and stay as code runs and grows warm. */
const ofThePage: ReadonlySet<string> = new Set([
  'object',
  'closure',
  'native',
  'string',
  'concatenated string',
  'sliced string',
  'regexp',
  'symbol',
  'bigint',
]);

/** Says of each node whether a program made it. */
export function isOfThePage({ nodes, nodeTypes }: HeapSnapshot): (node: number) => boolean {
  const is = nodeTypes.map(type => ofThePage.has(type));
  return node => is[nodes.type[node] as number] === true;
}

/** Maps, code and stores of elements belong to V8; what no path of strong edges leads to goes with the next collection. */
export const internals: LeakDetector = {
  name: "V8's own",
  reason: 'V8 made it for itself, or the next collection takes it.',
  prepare({ graph }) {
    const isPages = isOfThePage(graph.snapshot);
    return node => {
      const counts = isPages(node) && graph.shallowSize[node] !== 0;
      return counts && graph.distance[node] !== noDistance ? 'unsure' : 'no leak';
    };
  },
};
