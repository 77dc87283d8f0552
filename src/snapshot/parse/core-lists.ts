import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import type { Stage } from '../progress.ts';
import { EdgeSink } from './edge-sink.ts';
import { fewestBytes, layoutOf, type SnapshotLayout } from './layout.ts';
import { NodeSink } from './node-sink.ts';
import { Malformed } from './value-reader.ts';

/** The lists that every file has, and what has to hold between them, whatever is kept of them. */
export class CoreLists {
  readonly layout: SnapshotLayout;
  readonly nodes: NodeSink;
  readonly edges: EdgeSink;
  readonly #begun = new Set<string>();
  #stage: Stage = 'reading nodes';

  /**
   * @param byteLength size of the file in bytes, where it is known
   * @param keepsAll whether nodes and edges are kept, or only checked
   */
  constructor(
    private readonly header: SnapshotHeader,
    byteLength: number | undefined,
    keepsAll: boolean,
  ) {
    this.layout = layoutOf(header);
    const { rootIndex, nodeCount } = header;
    if (rootIndex % this.layout.node.count !== 0 || rootIndex / this.layout.node.count >= nodeCount) {
      throw new Malformed(`${rootIndex} is no value for it`, 0, 'snapshot.root_index');
    }
    if (byteLength !== undefined && fewestBytes(this.layout) > byteLength) {
      throw new Malformed('it promises more nodes and edges than it has bytes for', 0, 'snapshot');
    }
    this.nodes = new NodeSink(this.layout, byteLength !== undefined, keepsAll);
    this.edges = new EdgeSink(this.layout, byteLength !== undefined, keepsAll);
  }

  /** What is being read now. */
  get stage(): Stage {
    return this.#stage;
  }

  /** How much of the list that is being read has been read, 0 to 100; null when that is not known. */
  get percent(): number | null {
    if (this.#stage === 'reading nodes') return (this.nodes.count / this.header.nodeCount) * 100;
    if (this.#stage === 'reading edges') return (this.edges.count / this.header.edgeCount) * 100;
    return null;
  }

  hasBegun(name: string): boolean {
    return this.#begun.has(name);
  }

  /** To be told of each list as it begins. */
  begin(name: string, at: number): void {
    if (this.#begun.has(name)) throw new Malformed('it is there twice', at, `"${name}"`);
    this.#begun.add(name);
    this.#stage = stages.get(name) ?? 'reading traces';
  }

  /** To be asked when all lists have been read. @param stringCount strings that the file has. */
  check(stringCount: number): void {
    const { header, nodes, edges } = this;
    for (const list of ['nodes', 'edges', 'strings']) {
      if (!this.#begun.has(list)) throw new Malformed('it is missing', 0, `"${list}"`);
    }
    demand(nodes.count === header.nodeCount, 'nodes', `${nodes.count} came of the ${header.nodeCount} of the header`);
    demand(edges.count === header.edgeCount, 'edges', `${edges.count} came of the ${header.edgeCount} of the header`);
    const promised = nodes.edgeCount;
    demand(promised === edges.count, 'nodes', `they have ${promised} edges, but the list of edges has ${edges.count}`);
    const noString = (index: number) => `there is no string ${index}`;
    demand(nodes.highestName < stringCount, 'nodes, name', noString(nodes.highestName));
    demand(edges.highestName < stringCount || edges.count === 0, 'edges, name_or_index', noString(edges.highestName));
  }
}

const stages: ReadonlyMap<string, Stage> = new Map([
  ['nodes', 'reading nodes'],
  ['edges', 'reading edges'],
  ['strings', 'reading strings'],
]);

function demand(holds: boolean, field: string, problem: string): void {
  if (!holds) throw new Malformed(problem, 0, field);
}
