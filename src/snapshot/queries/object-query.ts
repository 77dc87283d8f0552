import { retainedSizeOf } from '../heap-graph.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { EdgeNames } from './edge-names.ts';
import { nodesWhere } from './node-lists.ts';

/** What objects have to be like; what is left out does not matter. Sizes are in bytes, both ends count. */
export interface ObjectQuery {
  /** A regular expression for the name of the class; case does not matter. */
  readonly className?: string | undefined;
  /** A regular expression for the name of at least one property, variable or slot; case does not matter. */
  readonly property?: string | undefined;
  /** As the file has it: `object`, `closure`, `string`, … */
  readonly type?: string | undefined;
  readonly leastShallowSize?: number | undefined;
  readonly mostShallowSize?: number | undefined;
  readonly leastRetainedSize?: number | undefined;
  readonly mostRetainedSize?: number | undefined;
}

/** Ordinals of the objects that a query asks for, in the order of the file. @throws SyntaxError for a regular expression that is none. */
export function queryObjects(open: OpenSnapshot, query: ObjectQuery): Uint32Array {
  const { graph, classes } = open;
  const { nodes, nodeTypes } = graph.snapshot;
  const hasClass = classTest(classes.names, query.className);
  const hasProperty = propertyTest(open, query.property);
  const type = query.type === undefined ? null : nodeTypes.indexOf(query.type);
  const { leastShallowSize = 0, mostShallowSize = Number.POSITIVE_INFINITY } = query;
  const { leastRetainedSize = 0, mostRetainedSize = Number.POSITIVE_INFINITY } = query;
  const hasSizes = (node: number) => {
    const shallow = graph.shallowSize[node] as number;
    if (shallow < leastShallowSize || shallow > mostShallowSize) return false;
    const retained = retainedSizeOf(graph, node);
    return retained >= leastRetainedSize && retained <= mostRetainedSize;
  };
  // What takes longest is asked last.
  return nodesWhere(
    graph,
    node =>
      (type === null || nodes.type[node] === type) &&
      hasClass(classes.classOf[node] as number) &&
      hasSizes(node) &&
      hasProperty(node),
  );
}

function classTest(names: readonly string[], source: string | undefined): (classIndex: number) => boolean {
  if (source === undefined) return () => true;
  const pattern = new RegExp(source, 'i');
  const matches = names.map(name => pattern.test(name));
  return classIndex => matches[classIndex] === true;
}

function propertyTest({ graph }: OpenSnapshot, source: string | undefined): (node: number) => boolean {
  if (source === undefined) return () => true;
  const { snapshot } = graph;
  const pattern = new RegExp(source, 'i');
  const names = new EdgeNames(snapshot);
  /** For each string, whether it has been tested (bit 0), and whether it matches (bit 1). */
  const tested = new Uint8Array(snapshot.strings.count);
  const test = (edge: number) => {
    if (names.isIndexed(edge)) return pattern.test(names.nameOf(edge));
    const name = snapshot.edges.nameOrIndex[edge] as number;
    if (tested[name] === 0) tested[name] = pattern.test(names.nameOf(edge)) ? 3 : 1;
    return tested[name] === 3;
  };
  return node => {
    const end = snapshot.nodes.firstEdge[node + 1] as number;
    for (let edge = snapshot.nodes.firstEdge[node] as number; edge < end; edge++) if (test(edge)) return true;
    return false;
  };
}
