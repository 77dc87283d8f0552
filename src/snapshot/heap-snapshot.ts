import type { Branded } from '../units.ts';
import type { Sizes } from './sizes.ts';
import type { StringTable } from './string-table.ts';

/** Number of a node in a heap snapshot in the order of the file, from 0: not its id, and not V8's offset into the list `nodes`. */
export type NodeOrdinal = Branded<number, 'node ordinal'>;
/** Number of an edge in a heap snapshot in the order of the file, from 0. */
export type EdgeIndex = Branded<number, 'edge index'>;

export const nodeOrdinal = (value: number): NodeOrdinal => value as NodeOrdinal;
export const edgeIndex = (value: number): EdgeIndex => value as EdgeIndex;

/** A V8 heap snapshot or allocation timeline as the file has it, field by field; immutable once parsed, with every index checked. */
export interface HeapSnapshot {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** The node that holds all others. */
  readonly root: NodeOrdinal;
  /** For each number in `nodes.type`, its name: `hidden`, `array`, `string`, `object`, … */
  readonly nodeTypes: readonly string[];
  /** For each number in `edges.type`, its name: `context`, `element`, `property`, `internal`, `hidden`, `shortcut`, `weak`. */
  readonly edgeTypes: readonly string[];
  readonly nodes: NodeColumns;
  readonly edges: EdgeColumns;
  readonly strings: StringTable;
  readonly locations: LocationColumns;
  readonly samples: SampleColumns;
  /** Where objects were allocated; null unless the timeline was recorded with stacks. */
  readonly traces: AllocationTraces | null;
  readonly scopes: ScopeColumns;
  /** Bytes outside of all nodes that V8 knows of; part of the total. */
  readonly extraNativeBytes: number;
}

export interface NodeColumns {
  /** For each node, the number of its type in `nodeTypes`. */
  readonly type: Uint8Array;
  /** For each node, the index of its name in `strings`. */
  readonly name: Uint32Array;
  /** For each node, the id that stays the same from snapshot to snapshot; odd for objects of V8, even for those of the page's host. */
  readonly id: Uint32Array;
  /** For each node, its own size in bytes, as the file says; see `HeapGraph.shallowSize`. */
  readonly selfSize: Sizes;
  /** For each node, the index of its first edge; its last is the one before the next node's first. One entry more than nodes. */
  readonly firstEdge: Uint32Array;
  /** For each node, 0 when nothing is known, 1 when it is attached to a document, 2 when detached; null in files before Chrome 87. */
  readonly detachedness: Uint8Array | null;
  /** For each node, the id in `traces.nodeId` of the stack that allocated it, 0 when unknown; null without stacks. */
  readonly traceNodeId: Uint32Array | null;
}

export interface EdgeColumns {
  /** For each edge, the number of its type in `edgeTypes`. */
  readonly type: Uint8Array;
  /** For each edge, the index of its name in `strings`; for the types `element` and `hidden` an index in the object itself. */
  readonly nameOrIndex: Uint32Array;
  /** For each edge, the ordinal of the node it points to. */
  readonly target: Uint32Array;
}

/** Where the constructors of objects and the functions of closures stand; one entry for each node that has a place. */
export interface LocationColumns {
  /** For each location, the ordinal of its node; ascending, so that it can be searched by halves. */
  readonly node: Uint32Array;
  /** For each location, V8's id of the script. */
  readonly scriptId: Uint32Array;
  /** For each location, the line, from 0. */
  readonly line: Uint32Array;
  /** For each location, the column, from 0. */
  readonly column: Uint32Array;
}

/** The clock of an allocation timeline; empty in a plain snapshot. */
export interface SampleColumns {
  /** For each tick, microseconds since the recording began. */
  readonly timestamp: Float64Array;
  /** For each tick, the last object id that had been given by then. */
  readonly lastAssignedId: Float64Array;
}

/** Functions that allocated, and the tree of stacks that they formed. */
export interface AllocationTraces {
  /** For each function, the index of its name in `strings`. */
  readonly functionName: Uint32Array;
  /** For each function, the index of its script's name in `strings`. */
  readonly scriptName: Uint32Array;
  /** For each function, V8's id of the script. */
  readonly scriptId: Uint32Array;
  /** For each function, the line, from 1; 0 when unknown. */
  readonly line: Uint32Array;
  /** For each function, the column, from 1; 0 when unknown. */
  readonly column: Uint32Array;
  /** For each node of the tree, its id. */
  readonly nodeId: Uint32Array;
  /** For each node of the tree, the index of its function in the columns above. */
  readonly nodeFunction: Uint32Array;
  /** For each node of the tree, the index of its caller's node, always less than its own; -1 for the root. */
  readonly nodeParent: Int32Array;
  /** For each node of the tree, how many objects it allocated, dead or alive. */
  readonly nodeCount: Float64Array;
  /** For each node of the tree, how many bytes it allocated, dead or alive. */
  readonly nodeSize: Float64Array;
}

/** Scopes of functions as Chrome 156 and later write them, script by script, each before those inside of it; empty columns in older files. */
export interface ScopeColumns {
  /** For each scope, the ordinal of its script's node. */
  readonly script: Uint32Array;
  /** For each scope, its id, known within its script alone; that of the script itself may be below 0. */
  readonly id: Int32Array;
  /** For each scope, how many scopes of its script are around it. */
  readonly depth: Uint32Array;
  /** For each scope, how many of the variables are its own: those that come behind the ones of the scopes before it. */
  readonly variableCount: Uint32Array;
  /** For each scope, how many of the uses stand in its text: those that come behind the ones of the scopes before it. */
  readonly useCount: Uint32Array;
  /** For each variable, the index of its name in `strings`. */
  readonly variableName: Uint32Array;
  /** For each use of a variable, the id of the scope that declares it. */
  readonly declaringScope: Int32Array;
  /** For each use of a variable, its place among the variables of that scope; a place where there is none means nothing. */
  readonly slot: Int32Array;
}
