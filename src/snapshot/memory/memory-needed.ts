import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import { type Bytes, bytes } from '../../units.ts';

/** What a program takes besides: code, young objects, pieces of the file, and lists that are done with but not yet collected. */
const besides = 24 * 2 ** 20;

/** Bytes for each node and each edge while the most is held at once, from the legends of the columns. */
const moments = {
  /** Columns of the file as they come: `NodeColumns`, `EdgeColumns`. */
  reading: { node: 18, edge: 9, text: 3 },
  /**
   * To those come states, distances and essential edges; the depth-first order; which nodes are joins; 28 bytes for each join, where two nodes of seven are joins
   * (of fewer they lie in memory that has served: `graph/lowest-above.ts`);
   * and the predecessors of joins (`graph/predecessors.ts`), at most one for each edge.
   */
  'finding dominators': { node: 18 + 5 + 12 + 8 + (28 * 2) / 7, edge: 9 + 1 / 8 + 6, text: 1 },
  /** In place of the last two, mostly in the same memory (`graph/scratch.ts`), the dominator tree and retained sizes. */
  'adding up retained sizes': { node: 18 + 5 + 8 + 28, edge: 9 + 1 / 8, text: 1 },
} as const;

/** What is there for as long as a snapshot is open: its columns, states and distances, the dominator tree, classes, and retainers. */
const kept = { node: 18 + 5 + 28 + 4, edge: 9 + 4, text: 1 };
/** An id, while a snapshot is read for its ids. */
const bytesOfId = 4;

/** The id of the stack that allocated a node. */
const bytesOfTrace = 4;
/** Texts of a page where the size of the file does not tell: up to so many bytes for each node. */
const textPerNode = 10;

/** Bytes for each node, each edge, and each byte of text. */
interface Rates {
  readonly node: number;
  readonly edge: number;
  readonly text: number;
}

/** What a snapshot takes of memory. */
export interface MemoryTaken {
  /** What opening it takes at its peak. Calibrated with `npm run bench:snapshot-memory`: it is right to a tenth for web pages. */
  readonly needed: Bytes;
  /** What it goes on holding once it is open. */
  readonly kept: Bytes;
  /** What reading its ids takes, for a search for leaks. */
  readonly forIds: Bytes;
}

/** @param byteLength size of the unpacked file, null where it is not known. */
export function memoryTaken(header: SnapshotHeader, byteLength: Bytes | null): MemoryTaken {
  const { nodeCount, edgeCount, fields } = header;
  const trace = fields['node']?.includes('trace_node_id') ? bytesOfTrace : 0;
  const text = byteLength === null ? nodeCount * textPerNode : Math.max(0, byteLength - numbersIn(header));
  const by = ({ node, edge, text: perText }: Rates) => nodeCount * (node + trace) + edgeCount * edge + text * perText;
  return {
    needed: bytes(Math.round(besides + Math.max(...Object.values(moments).map(by)))),
    kept: bytes(Math.round(by(kept))),
    forIds: bytes(besides + nodeCount * bytesOfId),
  };
}

/** Bytes that nodes and edges take in the file, about: the rest are texts and places in the code. */
function numbersIn({ nodeCount, edgeCount, fields }: SnapshotHeader): number {
  const nodeFields = fields['node']?.length ?? 0;
  // Ids and targets are long; types, sizes and counts have a digit or two, each with a comma.
  const id = digitsOf(2 * nodeCount);
  const target = digitsOf(nodeFields * nodeCount);
  const shortField = 2.2;
  const name = 3;
  return nodeCount * (name + id + 1 + (nodeFields - 2) * shortField) + edgeCount * (shortField + name + target + 1);
}

const digitsOf = (value: number): number => Math.ceil(Math.log10(value + 1));
