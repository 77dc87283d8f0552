import { buildGraph } from '../../../src/snapshot/graph/build-graph.ts';
import type { HeapGraph } from '../../../src/snapshot/heap-graph.ts';
import type { HeapSnapshot } from '../../../src/snapshot/heap-snapshot.ts';
import { parseSnapshot } from '../../../src/snapshot/parse/parse-snapshot.ts';

export const nodeTypes = [
  'hidden',
  'array',
  'string',
  'object',
  'native',
  'synthetic',
  'closure',
  'concatenated string',
];
export const edgeTypes = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak'];

export interface DrawnNode {
  readonly type: string;
  readonly name: string;
  readonly size: number;
}

export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  /** Name, or index for elements and hidden edges. */
  readonly name: string | number;
}

/** The text of a snapshot of these nodes and edges, as V8 writes it; node 0 is the root, ids are 1, 3, 5, … */
export function snapshotText(nodes: readonly DrawnNode[], edges: readonly DrawnEdge[], strings: string[] = []): string {
  const stringOf = (text: string) => {
    const known = strings.indexOf(text);
    return known === -1 ? strings.push(text) - 1 : known;
  };
  const fieldCount = 6;
  const edgesOf = nodes.map((_, node) => edges.filter(({ from }) => from === node));
  const nodeNumbers = nodes.map(({ type, name, size }, node) =>
    [nodeTypes.indexOf(type), stringOf(name), node * 2 + 1, size, edgesOf[node]?.length, 0].join(),
  );
  const edgeNumbers = edgesOf
    .flat()
    .map(({ type, name, to }) =>
      [edgeTypes.indexOf(type), typeof name === 'string' ? stringOf(name) : name, to * fieldCount].join(),
    );
  return joined(headerOf(nodes.length, edges.length), nodeNumbers, edgeNumbers, strings);
}

export function headerOf(nodeCount: number, edgeCount: number): object {
  const meta = {
    node_fields: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
    node_types: [nodeTypes, 'string', 'number', 'number', 'number', 'number'],
    edge_fields: ['type', 'name_or_index', 'to_node'],
    edge_types: [edgeTypes, 'string_or_number', 'node'],
  };
  return { meta, node_count: nodeCount, edge_count: edgeCount, trace_function_count: 0 };
}

export function joined(
  header: object,
  nodes: readonly string[],
  edges: readonly string[],
  strings: readonly string[],
): string {
  const lines = (records: readonly string[]) => `[${records.join('\n,')}]`;
  return `{"snapshot":${JSON.stringify(header)},\n"nodes":${lines(nodes)},\n"edges":${lines(edges)},\n"strings":${JSON.stringify(strings)}}`;
}

const encoder = new TextEncoder();

/** Parses a text in pieces of so many bytes. */
export async function parsed(text: string, pieceLength = Number.POSITIVE_INFINITY): Promise<HeapSnapshot> {
  return await parseSnapshot(pieces(encoder.encode(text), pieceLength), { file: 'drawn' });
}

export async function graphOf(text: string): Promise<HeapGraph> {
  return await buildGraph(await parsed(text));
}

export function* pieces(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
