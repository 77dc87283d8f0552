import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';
import type { LeakDetector } from './detector.ts';

/** React takes an unmounted component out of its tree: its fiber has no parent any more, and is not that of a root (rule of memlab). */
export const unmountedFiber: LeakDetector = {
  name: 'unmounted React component',
  prepare({ graph: { snapshot } }) {
    const { nodes, strings } = snapshot;
    const { object } = nodeTypeNumbers(snapshot);
    const fiber = strings.indexOf('FiberNode');
    const fiberRoot = strings.indexOf('FiberRootNode');
    const parentOf = propertyReader(snapshot, 'return');
    const stateOf = propertyReader(snapshot, 'stateNode');
    const isNamed = (node: number | null, name: number) => node !== null && nodes.name[node] === name;
    return node => {
      if (fiber === -1 || nodes.type[node] !== object || nodes.name[node] !== fiber) return 'unsure';
      return isNamed(parentOf(node), fiber) || isNamed(stateOf(node), fiberRoot) ? 'unsure' : 'leak';
    };
  },
};

function propertyReader(snapshot: HeapSnapshot, text: string) {
  const { nodes, edges } = snapshot;
  const name = snapshot.strings.indexOf(text);
  const { property } = edgeTypeNumbers(snapshot);
  return (node: number): number | null => {
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      if (edges.type[edge] === property && edges.nameOrIndex[edge] === name) return edges.target[edge] as number;
    }
    return null;
  };
}
