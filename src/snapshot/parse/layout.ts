import type { SnapshotHeader } from '../../formats/snapshot-header.ts';

/** What the header of a file says of its lists: how many records, and at which place of a record each field stands (-1: not at all). */
export interface SnapshotLayout {
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly nodeTypes: readonly string[];
  readonly edgeTypes: readonly string[];
  readonly node: {
    /** Numbers of a record. */
    readonly count: number;
    readonly type: number;
    readonly name: number;
    readonly id: number;
    readonly selfSize: number;
    readonly edgeCount: number;
    readonly detachedness: number;
    readonly traceNodeId: number;
  };
  readonly edge: {
    /** Numbers of a record. */
    readonly count: number;
    readonly type: number;
    readonly nameOrIndex: number;
    readonly toNode: number;
  };
}

export function layoutOf({ nodeCount, edgeCount, nodeTypes, edgeTypes, fields }: SnapshotHeader): SnapshotLayout {
  const node = fields['node'] ?? [];
  const edge = fields['edge'] ?? [];
  return {
    nodeCount,
    edgeCount,
    nodeTypes,
    edgeTypes,
    node: {
      count: node.length,
      type: node.indexOf('type'),
      name: node.indexOf('name'),
      id: node.indexOf('id'),
      selfSize: node.indexOf('self_size'),
      edgeCount: node.indexOf('edge_count'),
      detachedness: node.indexOf('detachedness'),
      traceNodeId: node.indexOf('trace_node_id'),
    },
    edge: {
      count: edge.length,
      type: edge.indexOf('type'),
      nameOrIndex: edge.indexOf('name_or_index'),
      toNode: edge.indexOf('to_node'),
    },
  };
}

/** Fewest bytes that lists of these counts can take: each number a digit and a comma. */
export function fewestBytes({ nodeCount, edgeCount, node, edge }: SnapshotLayout): number {
  return nodeCount * node.count * 2 + edgeCount * edge.count * 2;
}
