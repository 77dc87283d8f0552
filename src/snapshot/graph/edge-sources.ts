import type { HeapSnapshot, NodeOrdinal } from '../heap-snapshot.ts';

/** Edges in a block, as a power of two: with about four edges a node, four steps lead from the first of them to any other. */
const blockBits = 4;

/** Tells the nodes that edges lead from: where a million are asked for, in a tenth of the time that `edgeSource` takes. */
export class EdgeSources {
  readonly #firstEdge: Uint32Array;
  /** For each block of edges, the node that its first edge leads from. */
  readonly #source: Uint32Array;

  constructor({ nodeCount, edgeCount, nodes }: HeapSnapshot) {
    const { firstEdge } = nodes;
    this.#firstEdge = firstEdge;
    this.#source = new Uint32Array((edgeCount >>> blockBits) + 1);
    let node = 0;
    for (let block = 0; block < this.#source.length; block++) {
      const edge = block << blockBits;
      while (node + 1 < nodeCount && (firstEdge[node + 1] as number) <= edge) node++;
      this.#source[block] = node;
    }
  }

  of(edge: number): NodeOrdinal {
    let node = this.#source[edge >>> blockBits] as number;
    while ((this.#firstEdge[node + 1] as number) <= edge) node++;
    return node as NodeOrdinal;
  }
}
