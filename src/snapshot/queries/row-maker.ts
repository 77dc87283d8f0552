import { detached, dominatorOf, edgeSource, retainedSizeOf } from '../heap-graph.ts';
import { edgeIndex, nodeOrdinal } from '../heap-snapshot.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import { EdgeNames } from './edge-names.ts';
import { type IgnoredRetainers, unreachable } from './ignored-retainers.ts';
import { lowerBound } from './lower-bound.ts';
import { NodeNames } from './node-names.ts';
import type { EdgeRow, Location, NodeInfo, NodeRow } from './rows.ts';

/** Makes rows of nodes and edges. */
export class RowMaker {
  readonly nodeNames: NodeNames;
  readonly edgeNames: EdgeNames;
  readonly #native: number;

  constructor(private readonly open: OpenSnapshot) {
    const { snapshot } = open.graph;
    this.nodeNames = new NodeNames(open.graph);
    this.edgeNames = new EdgeNames(snapshot);
    this.#native = nodeTypeNumbers(snapshot).native;
  }

  node(node: number): NodeRow {
    const { graph, classes } = this.open;
    const { nodes, nodeTypes } = graph.snapshot;
    const firstRetainer = graph.firstRetainer();
    return {
      node: nodeOrdinal(node),
      id: nodes.id[node] as number,
      name: this.nodeNames.nameOf(node),
      type: nodeTypes[nodes.type[node] as number] as string,
      classIndex: classes.classOf[node] as number,
      distance: graph.distance[node] as number,
      shallowSize: graph.shallowSize[node] as number,
      retainedSize: retainedSizeOf(graph, node),
      isDetached: nodes.type[node] === this.#native && graph.domState[node] === detached,
      edgeCount: (nodes.firstEdge[node + 1] as number) - (nodes.firstEdge[node] as number),
      retainerCount: (firstRetainer[node + 1] as number) - (firstRetainer[node] as number),
    };
  }

  info(node: number): NodeInfo {
    const { graph, classes } = this.open;
    const row = this.node(node);
    return {
      ...row,
      className: classes.names[row.classIndex] as string,
      dominator: dominatorOf(graph, node),
      location: this.#locationOf(node),
      traceNodeId: graph.snapshot.nodes.traceNodeId?.[node] ?? 0,
    };
  }

  child(edge: number): EdgeRow {
    return { ...this.#edge(edge), node: this.node(this.#target(edge)), isIgnored: false };
  }

  retainer(edge: number, ignored: IgnoredRetainers): EdgeRow {
    const source = edgeSource(this.open.graph.snapshot, edge);
    return {
      ...this.#edge(edge),
      node: { ...this.node(source), distance: retainerDistance(edge, source, ignored) },
      isIgnored: ignored.has(source) || ignored.isBroken(edge),
    };
  }

  #edge(edge: number): Pick<EdgeRow, 'edge' | 'type' | 'name'> {
    const { edges, edgeTypes } = this.open.graph.snapshot;
    return {
      edge: edgeIndex(edge),
      type: edgeTypes[edges.type[edge] as number] as string,
      name: this.edgeNames.nameOf(edge),
    };
  }

  #target(edge: number): number {
    return this.open.graph.snapshot.edges.target[edge] as number;
  }

  #locationOf(node: number): Location | null {
    const { locations } = this.open.graph.snapshot;
    const i = lowerBound(locations.node, node);
    if (locations.node[i] !== node) return null;
    return {
      scriptId: locations.scriptId[i] as number,
      line: locations.line[i] as number,
      column: locations.column[i] as number,
    };
  }
}

/** Distance of a retainer as it is sorted by: one that cannot hold the node any more comes behind all that can. */
export function retainerDistance(edge: number, source: number, ignored: IgnoredRetainers): number {
  return ignored.isBroken(edge) ? unreachable : ignored.distanceOf(source);
}
