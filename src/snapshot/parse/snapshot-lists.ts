import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import { type HeapSnapshot, nodeOrdinal, type SampleColumns } from '../heap-snapshot.ts';
import type { Stage } from '../progress.ts';
import { ColumnSink } from './column-sink.ts';
import { CoreLists } from './core-lists.ts';
import type { FileLists } from './file-lists.ts';
import { locationsOf } from './locations.ts';
import { NumberList } from './number-list.ts';
import { scopesOf } from './scopes.ts';
import { StringList } from './string-list.ts';
import { TraceTree } from './trace-tree.ts';
import { traceFields, tracesOf } from './traces.ts';
import type { ValueReader } from './value-reader.ts';

/** The lists of a file: each has its reader, and together they make the snapshot. */
export class SnapshotLists implements FileLists<HeapSnapshot> {
  readonly #core: CoreLists;
  readonly #strings = new StringList();
  readonly #traceTree: TraceTree;
  /** The lists of numbers that are kept as they come, by name. */
  readonly #lists = new Map<string, ColumnSink>();

  /** @param byteLength size of the file in bytes, where it is known */
  constructor(
    private readonly header: SnapshotHeader,
    byteLength: number | undefined,
  ) {
    this.#core = new CoreLists(header, byteLength, true);
    this.#traceTree = new TraceTree(traceFields(header));
    for (const [list, record] of Object.entries(recordOfList)) {
      this.#lists.set(list, new ColumnSink(Math.max(1, header.fields[record]?.length ?? 0)));
    }
  }

  get stage(): Stage {
    return this.#core.stage;
  }

  get percent(): number | null {
    return this.#core.percent;
  }

  readerOf(name: string, at: number): ValueReader | null {
    this.#core.begin(name, at);
    if (name === 'nodes') return new NumberList(name, this.#core.nodes);
    if (name === 'edges') return new NumberList(name, this.#core.edges);
    if (name === 'strings') return this.#strings;
    if (name === 'trace_tree' && this.header.traceFunctionCount > 0) return this.#traceTree;
    const sink = this.#lists.get(name);
    return sink ? new NumberList(name, sink) : null;
  }

  result(): HeapSnapshot {
    const { header } = this;
    const { layout, nodes, edges } = this.#core;
    this.#core.check(this.#strings.count);
    const strings = this.#strings.table();
    return {
      nodeCount: nodes.count,
      edgeCount: edges.count,
      root: nodeOrdinal(header.rootIndex / layout.node.count),
      nodeTypes: header.nodeTypes,
      edgeTypes: header.edgeTypes,
      nodes: nodes.columns(),
      edges: edges.columns(),
      strings,
      locations: locationsOf(this.#list('locations'), this.#fields('location'), layout),
      samples: this.#samples(),
      traces: tracesOf(header, this.#list('trace_function_infos'), this.#traceTree, strings.count),
      scopes: scopesOf(
        {
          scopes: this.#list('scopes'),
          variables: this.#list('scope_context_vars'),
          uses: this.#list('scope_uses'),
        },
        header,
        layout,
        strings.count,
      ),
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

  #list(name: keyof typeof recordOfList): ColumnSink {
    return this.#lists.get(name) ?? new ColumnSink(1);
  }

  #fields(record: string): readonly string[] {
    return this.header.fields[record] ?? [];
  }
}

/** Lists of numbers beside nodes and edges, and what their records are called in `meta`. */
export const recordOfList = {
  trace_function_infos: 'trace_function_info',
  samples: 'sample',
  locations: 'location',
  scopes: 'scope',
  scope_context_vars: 'scope_context_var',
  scope_uses: 'scope_use',
} as const;

export const isKeptList = (name: string): name is keyof typeof recordOfList => Object.hasOwn(recordOfList, name);
