import type { EdgeIndex, NodeOrdinal } from '../heap-snapshot.ts';

/** A node as a table shows it. */
export interface NodeRow {
  readonly node: NodeOrdinal;
  /** The number behind `@`. */
  readonly id: number;
  /** As the Memory panel shows it; of strings the text, as far as V8 wrote it. */
  readonly name: string;
  readonly type: string;
  /** Index in `ClassTable.keys`. */
  readonly classIndex: number;
  /** See `HeapGraph.distance`; with retainers ignored, `unreachable` and above when nothing else leads to the node. */
  readonly distance: number;
  /** Bytes. */
  readonly shallowSize: number;
  /** Bytes. */
  readonly retainedSize: number;
  /** Whether it is a DOM node outside of every document. */
  readonly isDetached: boolean;
  /** Edges that lead from it, of every type. */
  readonly edgeCount: number;
  /** Edges that lead to it, of every type. */
  readonly retainerCount: number;
}

/** Everything about one node. */
export interface NodeInfo extends NodeRow {
  readonly className: string;
  /** The node that dominates it immediately; the root's is the root. */
  readonly dominator: NodeOrdinal;
  /** Where its constructor or, for a function, the function itself stands; line and column from 0. */
  readonly location: Location | null;
  /** Id of the stack that allocated it, 0 when unknown. */
  readonly traceNodeId: number;
}

export interface Location {
  readonly scriptId: number;
  readonly line: number;
  readonly column: number;
}

/** An edge and the node at its other end: the target in containment, the source among retainers. */
export interface EdgeRow {
  readonly edge: EdgeIndex;
  readonly type: string;
  /** Name of the property, variable or internal slot; for an element its index. */
  readonly name: string;
  readonly node: NodeRow;
  /** Whether a person ignores this retainer, or the other half of its WeakMap entry is out of reach for that. */
  readonly isIgnored: boolean;
}
