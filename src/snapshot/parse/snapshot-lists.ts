import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import { type HeapSnapshot, nodeOrdinal, type SampleColumns } from '../heap-snapshot.ts';
import type { Stage } from '../progress.ts';
import { ColumnSink } from './column-sink.ts';
import { EdgeSink } from './edge-sink.ts';
import { fewestBytes, layoutOf, type SnapshotLayout } from './layout.ts';
import { locationsOf } from './locations.ts';
import { NodeSink } from './node-sink.ts';
import { NumberList } from './number-list.ts';
import { StringList } from './string-list.ts';
import { TraceTree } from './trace-tree.ts';
import { traceFields, tracesOf } from './traces.ts';
import { Malformed, type ValueReader } from './value-reader.ts';

/** The lists of a file: each has its reader, and together they make the snapshot. */
export class SnapshotLists {
  /** What is being read now. */
  stage: Stage = 'reading nodes';
  readonly #layout: SnapshotLayout;
  readonly #nodes: NodeSink;
  readonly #edges: EdgeSink;
  readonly #strings = new StringList();
  readonly #traceTree: TraceTree;
  /** The lists of numbers that are kept as they come, by name. */
  readonly #lists = new Map<string, ColumnSink>();
  readonly #begun = new Set<string>();

  /** @param byteLength size of the file in bytes, where it is known */
  constructor(
    private readonly header: SnapshotHeader,
    byteLength: number | undefined,
  ) {
    this.#layout = layoutOf(header);
    const { rootIndex, nodeCount } = header;
    if (rootIndex % this.#layout.node.count !== 0 || rootIndex / this.#layout.node.count >= nodeCount) {
      throw new Malformed(`${rootIndex} is no value for it`, 0, 'snapshot.root_index');
    }
    if (byteLength !== undefined && fewestBytes(this.#layout) > byteLength) {
      throw new Malformed('it promises more nodes and edges than it has bytes for', 0, 'snapshot');
    }
    this.#nodes = new NodeSink(this.#layout, byteLength !== undefined);
    this.#edges = new EdgeSink(this.#layout, byteLength !== undefined);
    this.#traceTree = new TraceTree(traceFields(header));
    for (const [list, record] of Object.entries(keptLists)) {
      this.#lists.set(list, new ColumnSink(Math.max(1, header.fields[record]?.length ?? 0)));
    }
  }

  /** How much of the list that is being read has been read, 0 to 100; null when that is not known. */
  get percent(): number | null {
    if (this.stage === 'reading nodes') return (this.#nodes.count / this.header.nodeCount) * 100;
    if (this.stage === 'reading edges') return (this.#edges.count / this.header.edgeCount) * 100;
    return null;
  }

  /** What reads the list of this name, null for one that nobody knows. */
  readerOf(name: string, at: number): ValueReader | null {
    if (this.#begun.has(name)) throw new Malformed('it is there twice', at, `"${name}"`);
    this.#begun.add(name);
    if (name === 'nodes') return new NumberList(name, this.#nodes);
    this.stage = name === 'edges' ? 'reading edges' : name === 'strings' ? 'reading strings' : 'reading traces';
    if (name === 'edges') return new NumberList(name, this.#edges);
    if (name === 'strings') return this.#strings;
    if (name === 'trace_tree' && this.header.traceFunctionCount > 0) return this.#traceTree;
    const sink = this.#lists.get(name);
    return sink ? new NumberList(name, sink) : null;
  }

  /** Everything that has been read, checked against each other. */
  snapshot(): HeapSnapshot {
    const { header } = this;
    const [node, edge] = [this.#nodes, this.#edges];
    for (const list of ['nodes', 'edges', 'strings']) {
      if (!this.#begun.has(list)) throw new Malformed('it is missing', 0, `"${list}"`);
    }
    demand(node.count === header.nodeCount, 'nodes', `${node.count} came of the ${header.nodeCount} of the header`);
    demand(edge.count === header.edgeCount, 'edges', `${edge.count} came of the ${header.edgeCount} of the header`);
    const nodes = node.columns();
    const promised = nodes.firstEdge[node.count] as number;
    demand(promised === edge.count, 'nodes', `they have ${promised} edges, but the list of edges has ${edge.count}`);
    const strings = this.#strings.table();
    const noString = (index: number) => `there is no string ${index}`;
    demand(node.highestName < strings.count, 'nodes, name', noString(node.highestName));
    demand(edge.highestName < strings.count || edge.count === 0, 'edges, name_or_index', noString(edge.highestName));
    return {
      nodeCount: node.count,
      edgeCount: edge.count,
      root: nodeOrdinal(header.rootIndex / this.#layout.node.count),
      nodeTypes: header.nodeTypes,
      edgeTypes: header.edgeTypes,
      nodes,
      edges: edge.columns(),
      strings,
      locations: locationsOf(this.#list('locations'), this.#fields('location'), this.#layout),
      samples: this.#samples(),
      traces: tracesOf(header, this.#list('trace_function_infos'), this.#traceTree, strings.count),
      scopes: {
        scopes: this.#table('scopes'),
        contextVariables: this.#table('scope_context_vars'),
        uses: this.#table('scope_uses'),
      },
      extraNativeBytes: header.extraNativeBytes,
    };
  }

  #samples(): SampleColumns {
    const fields = this.#fields('sample');
    const samples = this.#list('samples');
    return {
      timestamp: samples.field(fields, 'timestamp_us'),
      lastAssignedId: samples.field(fields, 'last_assigned_id'),
    };
  }

  #table(list: keyof typeof keptLists): { fields: readonly string[]; values: Float64Array } {
    return { fields: this.#fields(keptLists[list]), values: this.#list(list).values.copy() };
  }

  #list(name: keyof typeof keptLists): ColumnSink {
    return this.#lists.get(name) ?? new ColumnSink(1);
  }

  #fields(record: string): readonly string[] {
    return this.header.fields[record] ?? [];
  }
}

/** The lists that are kept as they come, and what their records are called in `meta`. */
const keptLists = {
  trace_function_infos: 'trace_function_info',
  samples: 'sample',
  locations: 'location',
  scopes: 'scope',
  scope_context_vars: 'scope_context_var',
  scope_uses: 'scope_use',
} as const;

function demand(holds: boolean, field: string, problem: string): void {
  if (!holds) throw new Malformed(problem, 0, field);
}
