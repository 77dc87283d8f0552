import { noDistance } from '../heap-graph.ts';
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

/** Maps, code and stores of elements belong to V8; what no path of strong edges leads to goes with the next collection. */
export const internals: LeakDetector = {
  name: "V8's own",
  reason: 'V8 made it for itself, or the next collection takes it.',
  prepare({ graph }) {
    const { nodes, nodeTypes } = graph.snapshot;
    const isOfThePage = nodeTypes.map(type => ofThePage.has(type));
    return node => {
      const counts = isOfThePage[nodes.type[node] as number] === true && graph.shallowSize[node] !== 0;
      return counts && graph.distance[node] !== noDistance ? 'unsure' : 'no leak';
    };
  },
};
