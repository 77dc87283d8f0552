import { edgeReader } from '../queries/edge-reader.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import type { LeakDetector } from './detector.ts';

/** React takes an unmounted component out of its tree: its fiber has no parent any more, and is not that of a root (rule of memlab). */
export const unmountedFiber: LeakDetector = {
  name: 'unmounted React component',
  reason: 'A React component that was unmounted and is still held.',
  prepare({ graph: { snapshot } }) {
    const { nodes, strings } = snapshot;
    const { object } = nodeTypeNumbers(snapshot);
    const fiber = strings.indexOf('FiberNode');
    const fiberRoot = strings.indexOf('FiberRootNode');
    const parentOf = edgeReader(snapshot, 'property', 'return');
    const stateOf = edgeReader(snapshot, 'property', 'stateNode');
    const isNamed = (node: number | null, name: number) => node !== null && nodes.name[node] === name;
    return node => {
      if (fiber === -1 || nodes.type[node] !== object || nodes.name[node] !== fiber) return 'unsure';
      return isNamed(parentOf(node), fiber) || isNamed(stateOf(node), fiberRoot) ? 'unsure' : 'leak';
    };
  },
};
