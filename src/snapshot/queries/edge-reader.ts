import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';

/** Says where the first edge of a type and a name leads from a node; null when the node has none. */
export type EdgeReader = (node: number) => number | null;

/** @param name of the property or internal slot, as V8 writes it. */
export function edgeReader(snapshot: HeapSnapshot, type: 'internal' | 'property', name: string): EdgeReader {
  const { nodes, edges } = snapshot;
  const wantedType = edgeTypeNumbers(snapshot)[type];
  const wantedName = snapshot.strings.indexOf(name);
  if (wantedName === -1) return () => null;
  return node => {
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      if (edges.type[edge] === wantedType && edges.nameOrIndex[edge] === wantedName)
        return edges.target[edge] as number;
    }
    return null;
  };
}

/**
 * Says what number a node stands for, as text: V8 writes a node of the type `number` that is named after its kind (`int`, `bool`)
 * and leads to another that is named after its value.
 */
export function numberReader(snapshot: HeapSnapshot, kind: 'int' | 'bool'): (node: number | null) => string | null {
  const { type, name } = snapshot.nodes;
  const number = snapshot.nodeTypes.indexOf('number');
  const wantedName = snapshot.strings.indexOf(kind);
  const value = edgeReader(snapshot, 'internal', 'value');
  return node => {
    if (node === null || type[node] !== number || name[node] !== wantedName) return null;
    const holder = value(node);
    return holder === null ? null : snapshot.strings.get(name[holder] as number);
  };
}
