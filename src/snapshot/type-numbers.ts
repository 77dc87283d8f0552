import type { HeapSnapshot } from './heap-snapshot.ts';

const nodeTypes = [
  'hidden',
  'array',
  'string',
  'object',
  'code',
  'closure',
  'regexp',
  'native',
  'synthetic',
  'concatenated string',
  'sliced string',
] as const;
const edgeTypes = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak'] as const;

/** For each type of node that has rules of its own, its number in this file; -1 when the file has none such. */
export type NodeTypeNumbers = Readonly<Record<(typeof nodeTypes)[number], number>>;
/** For each type of edge, its number in this file; -1 when the file has none such. */
export type EdgeTypeNumbers = Readonly<Record<(typeof edgeTypes)[number], number>>;

export function nodeTypeNumbers(snapshot: HeapSnapshot): NodeTypeNumbers {
  const entries = nodeTypes.map(type => [type, snapshot.nodeTypes.indexOf(type)]);
  return Object.fromEntries(entries) as NodeTypeNumbers;
}

export function edgeTypeNumbers(snapshot: HeapSnapshot): EdgeTypeNumbers {
  const entries = edgeTypes.map(type => [type, snapshot.edgeTypes.indexOf(type)]);
  return Object.fromEntries(entries) as EdgeTypeNumbers;
}
