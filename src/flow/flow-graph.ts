import type { CallTree, WeightUnit } from '../calltree/call-tree.ts';
import { Column } from '../calltree/column.ts';
import { type Frame, frameLabel } from '../calltree/frame.ts';

/** What is one node: a function, or all functions that begin on one line of a script. */
export type FlowUnit = 'function' | 'line';

/** A place in the code that is a node of a flow graph. */
export interface Place {
  /** The same place has the same name in every graph. */
  readonly name: string;
  /** What a person reads. */
  readonly label: string;
  /** The first frame that stands for it; null for a place that is made up. */
  readonly frame: Frame | null;
}

/** Which place hands how much to which: the stacks of a call tree, merged by place. */
export interface FlowGraph {
  readonly unit: WeightUnit;
  /** Weight of the whole tree. */
  readonly total: number;
  readonly places: readonly Place[];
  /** For each place, the weight of the stacks that end there. */
  readonly local: Float64Array;
  /** For each place, the weight of the stacks it is on: once, however often recursion put it there. */
  readonly cumulative: Float64Array;
  /** For each place, the weight of the stacks that begin there. */
  readonly begun: Float64Array;
  /** For each edge, the place that calls. */
  readonly from: Uint32Array;
  /** For each edge, the place that is called; never the caller itself. */
  readonly to: Uint32Array;
  /** For each edge, the weight of the stacks in which one stands directly before the other: once per stack. */
  readonly weight: Float64Array;
}

/** Merges the stacks of a tree by place; the root is none. Linear in the nodes of the tree. */
export function flowGraphOf(tree: CallTree, by: FlowUnit): FlowGraph {
  const { places, placeOf } = placesOf(tree.frames, by);
  const local = new Float64Array(places.length);
  const cumulative = new Float64Array(places.length);
  const begun = new Float64Array(places.length);
  const onStack = new Uint32Array(places.length);
  const edges = new EdgeTable(places.length);

  const enter = (node: number): void => {
    const place = placeOf[tree.frame[node] as number] as number;
    const total = tree.total[node] as number;
    local[place] = (local[place] as number) + (tree.self[node] as number);
    if (onStack[place] === 0) cumulative[place] = (cumulative[place] as number) + total;
    onStack[place] = (onStack[place] as number) + 1;
    if (tree.parent[node] === 0) begun[place] = (begun[place] as number) + total;
    const edge = edgeInto(node);
    if (edge !== -1) edges.enter(edge, total);
  };
  const leave = (node: number): void => {
    const place = placeOf[tree.frame[node] as number] as number;
    onStack[place] = (onStack[place] as number) - 1;
    const edge = edgeInto(node);
    if (edge !== -1) edges.leave(edge);
  };
  const edgeInto = (node: number): number => {
    const caller = tree.parent[node] as number;
    if (caller <= 0) return -1;
    const from = placeOf[tree.frame[caller] as number] as number;
    const to = placeOf[tree.frame[node] as number] as number;
    return from === to ? -1 : edges.number(from, to);
  };

  // Depth first by the links of the tree.
  let node = tree.firstChild[0] ?? -1;
  while (node > 0) {
    enter(node);
    let next = tree.firstChild[node] as number;
    while (next === -1 && node > 0) {
      leave(node);
      next = tree.nextSibling[node] as number;
      node = tree.parent[node] as number;
    }
    node = next;
  }
  return { unit: tree.unit, total: tree.total[0] ?? 0, places, local, cumulative, begun, ...edges.columns() };
}

/** The same graph with all weights times a factor. */
export function scaledGraph(graph: FlowGraph, factor: number): FlowGraph {
  const times = (weights: Float64Array) => weights.map(weight => weight * factor);
  return {
    ...graph,
    total: graph.total * factor,
    local: times(graph.local),
    cumulative: times(graph.cumulative),
    begun: times(graph.begun),
    weight: times(graph.weight),
  };
}

/** The places of a table of frames, and for each frame the index of its place. */
function placesOf(frames: readonly Frame[], by: FlowUnit): { places: Place[]; placeOf: Uint32Array } {
  const known = new Map<string, number>();
  const places: Place[] = [];
  const placeOf = Uint32Array.from(frames, frame => {
    const name = by === 'line' && frame.url ? `${frame.url}:${frame.line}` : nameOf(frame);
    const index = known.get(name) ?? places.length;
    if (index === places.length) {
      known.set(name, index);
      places.push({ name, label: labelOf(frame, by), frame });
    }
    return index;
  });
  return { places, placeOf };
}

const nameOf = ({ functionName, url, line, column }: Frame): string => `${functionName}\n${url}:${line}:${column}`;

function labelOf(frame: Frame, by: FlowUnit): string {
  if (!frame.url) return frameLabel(frame);
  const place = frame.line === 0 ? frame.url : `${frame.url}:${frame.line}`;
  return by === 'line' ? place : `${frameLabel(frame)} ${place}`;
}

/** Edges by their two ends, with their weights and how often each is on the stack at the moment. */
class EdgeTable {
  readonly #known = new Map<number, number>();
  readonly #from = new Column(Uint32Array);
  readonly #to = new Column(Uint32Array);
  readonly #weight = new Column(Float64Array);
  readonly #onStack = new Column(Uint32Array);

  constructor(private readonly placeCount: number) {}

  number(from: number, to: number): number {
    const ends = from * this.placeCount + to;
    const known = this.#known.get(ends);
    if (known !== undefined) return known;
    const edge = this.#from.length;
    this.#known.set(ends, edge);
    this.#from.push(from);
    this.#to.push(to);
    this.#weight.push(0);
    this.#onStack.push(0);
    return edge;
  }

  enter(edge: number, weight: number): void {
    if (this.#onStack.get(edge) === 0) this.#weight.set(edge, this.#weight.get(edge) + weight);
    this.#onStack.set(edge, this.#onStack.get(edge) + 1);
  }

  leave(edge: number): void {
    this.#onStack.set(edge, this.#onStack.get(edge) - 1);
  }

  columns(): { from: Uint32Array; to: Uint32Array; weight: Float64Array } {
    return { from: this.#from.copy(), to: this.#to.copy(), weight: this.#weight.copy() };
  }
}
