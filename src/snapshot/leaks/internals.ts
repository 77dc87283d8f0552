import { noDistance } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
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

/** What Blink keeps the members of its collections in: to these it is what elements are to an array. */
const storesOfBlink = /^(Detached )?blink::Heap(HashTable|Vector)Backing</;

/** Maps, code and stores of elements belong to V8, those of its collections to Blink; what no path of strong edges leads to goes with the next collection. */
export const internals: LeakDetector = {
  name: "V8's own",
  reason: 'V8 or Blink made it for itself, or the next collection takes it.',
  prepare({ graph }) {
    const isPages = isOfThePage(graph.snapshot);
    const isStore = isStoreOfBlink(graph.snapshot);
    return node => {
      const counts = isPages(node) && !isStore(node) && graph.shallowSize[node] !== 0;
      return counts && graph.distance[node] !== noDistance ? 'unsure' : 'no leak';
    };
  },
};

function isStoreOfBlink(snapshot: HeapSnapshot): (node: number) => boolean {
  const { nodes, strings } = snapshot;
  const { native } = nodeTypeNumbers(snapshot);
  /** By the number of a name: many nodes share one. */
  const known = new Map<number, boolean>();
  return node => {
    if (nodes.type[node] !== native) return false;
    const name = nodes.name[node] as number;
    const isStore = known.get(name) ?? storesOfBlink.test(strings.get(name));
    known.set(name, isStore);
    return isStore;
  };
}
