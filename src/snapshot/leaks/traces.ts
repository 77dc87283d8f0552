import { PairInterner } from '../classes/pair-interner.ts';
import { edgeSource, type HeapGraph } from '../heap-graph.ts';
import { type EdgeIndex, edgeIndex } from '../heap-snapshot.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { retainersOf } from '../queries/edge-lists.ts';
import { EdgeNames } from '../queries/edge-names.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';

/** One step from a root towards an object. */
export interface TraceStep {
  /** Type of the edge that leads here; null for the first step. */
  readonly edgeType: string | null;
  /** Name of that edge: `*` for an element and for a key of a dictionary; a name by V8 has it for its numbers. All entries of a store are one. */
  readonly edge: string;
  /** Class of the node that it leads to. */
  readonly className: string;
}

const unknown = -2;
const none = -1;

/** A plain object with so many properties of one class is a dictionary, whose keys are no names that its program knows. */
const fewestKeys = 32;

/**
 * The shortest path from a root to each node, and a number for what it looks like: objects whose paths go through the same classes by the
 * same properties are held for the same reason. Steps that repeat, as along a list, count once.
 */
export class Traces {
  readonly #open: OpenSnapshot;
  /** For each node, the edge by which its shortest path comes; `none` at a root. */
  readonly #arrival: Int32Array;
  /** For each node, its shape, as soon as it is known. */
  readonly #shape: Int32Array;
  /** Pairs of the shape before and the step from there: pair i is the shape i. */
  readonly #shapes = new PairInterner();
  /** Pairs of the kind of edge and the class that it leads to. */
  readonly #steps = new PairInterner();
  readonly #edgeKinds = new PairInterner();
  readonly #names: EdgeNames;
  /** Types of edges whose names V8 makes up. */
  readonly #ofV8: ReadonlySet<number>;
  /** For each string that is the name of such an edge, the first of those that differ from it in numbers only. */
  readonly #firstAlike = new Map<number, number>();
  /** The same by what they have in common. */
  readonly #firstByText = new Map<string, number>();
  readonly #property: number;
  /** For each node with many edges that has been looked at, the classes of which it has so many properties that they are entries. */
  readonly #entryClasses = new Map<number, ReadonlySet<number>>();

  constructor(open: OpenSnapshot) {
    const { snapshot } = open.graph;
    this.#open = open;
    this.#arrival = new Int32Array(snapshot.nodeCount).fill(unknown);
    this.#shape = new Int32Array(snapshot.nodeCount).fill(unknown);
    this.#names = new EdgeNames(snapshot);
    const { internal, weak, property } = edgeTypeNumbers(snapshot);
    this.#property = property;
    this.#ofV8 = new Set([internal, weak]);
  }

  /** The same number for nodes with the same trace. */
  shapeOf(node: number): number {
    const path = this.#pathUpTo(node, at => this.#shape[at] !== unknown);
    for (const at of path.reverse()) this.#shape[at] = this.#extend(at);
    return this.#shape[node] as number;
  }

  /** The trace from its root on, with every step. */
  traceOf(node: number): TraceStep[] {
    const { snapshot } = this.#open.graph;
    return this.#pathFromRoot(node).map(at => {
      const edge = this.#arrivalAt(at);
      const className = this.#open.classes.names[this.#open.classes.classOf[at] as number] as string;
      if (edge === none) return { edgeType: null, edge: '', className };
      const edgeType = snapshot.edgeTypes[snapshot.edges.type[edge] as number] as string;
      return { edgeType, edge: this.#textOf(edge), className };
    });
  }

  /** The edges of that trace; empty for a root. */
  edgesTo(node: number): EdgeIndex[] {
    return this.#pathFromRoot(node)
      .slice(1)
      .map(at => edgeIndex(this.#arrivalAt(at)));
  }

  #pathFromRoot(node: number): number[] {
    return this.#pathUpTo(node, () => false).reverse();
  }

  /** The node and those before it on its path, as far as the condition does not hold. */
  #pathUpTo(node: number, isEnough: (node: number) => boolean): number[] {
    const path: number[] = [];
    for (let at = node; !isEnough(at); ) {
      path.push(at);
      const edge = this.#arrivalAt(at);
      if (edge === none) break;
      at = edgeSource(this.#open.graph.snapshot, edge);
    }
    return path;
  }

  #extend(node: number): number {
    const { snapshot } = this.#open.graph;
    const edge = this.#arrivalAt(node);
    const before = edge === none ? 0 : 1 + (this.#shape[edgeSource(snapshot, edge)] as number);
    const kind =
      edge === none ? 0 : 1 + this.#edgeKinds.intern(snapshot.edges.type[edge] as number, this.#wordOf(edge));
    const step = this.#steps.intern(kind, this.#open.classes.classOf[node] as number);
    if (before > 0 && this.#shapes.second(before - 1) === step) return before - 1;
    return this.#shapes.intern(before, step);
  }

  /** Whether the name of an edge says no more than a number would. */
  #isEntry(edge: number): boolean {
    const { snapshot } = this.#open.graph;
    if (this.#names.isIndexed(edge)) return true;
    if (snapshot.edges.type[edge] !== this.#property) return false;
    const target = snapshot.edges.target[edge] as number;
    return this.#entryClassesOf(edgeSource(snapshot, edge)).has(this.#open.classes.classOf[target] as number);
  }

  #entryClassesOf(node: number): ReadonlySet<number> {
    const { nodes, edges } = this.#open.graph.snapshot;
    const [first, end] = [nodes.firstEdge[node] as number, nodes.firstEdge[node + 1] as number];
    if (end - first < fewestKeys || !this.#isPlain(node)) return noClasses;
    const known = this.#entryClasses.get(node);
    if (known) return known;
    const counts = new Map<number, number>();
    for (let edge = first; edge < end; edge++) {
      if (edges.type[edge] !== this.#property) continue;
      const target = this.#open.classes.classOf[edges.target[edge] as number] as number;
      counts.set(target, (counts.get(target) ?? 0) + 1);
    }
    const classes = new Set([...counts].filter(([, count]) => count >= fewestKeys).map(([target]) => target));
    this.#entryClasses.set(node, classes);
    return classes;
  }

  /** Whether it is an object of no class: those with properties in common are a class named after these. */
  #isPlain(node: number): boolean {
    const { names, classOf } = this.#open.classes;
    return /^(Object$|\{)/.test(names[classOf[node] as number] as string);
  }

  #isOfV8(edge: number): boolean {
    return this.#ofV8.has(this.#open.graph.snapshot.edges.type[edge] as number);
  }

  #textOf(edge: number): string {
    if (this.#isEntry(edge)) return '*';
    const name = this.#names.nameOf(edge);
    return this.#isOfV8(edge) ? withoutNumbers(name) : name;
  }

  /** The same number for edges of a type that read the same. */
  #wordOf(edge: number): number {
    if (this.#isEntry(edge)) return 0;
    const name = this.#open.graph.snapshot.edges.nameOrIndex[edge] as number;
    return 1 + (this.#isOfV8(edge) ? this.#firstLike(name) : name);
  }

  #firstLike(name: number): number {
    const known = this.#firstAlike.get(name);
    if (known !== undefined) return known;
    const text = withoutNumbers(this.#open.graph.snapshot.strings.get(name));
    const first = this.#firstByText.get(text) ?? name;
    this.#firstByText.set(text, first);
    this.#firstAlike.set(name, first);
    return first;
  }

  #arrivalAt(node: number): number {
    if (this.#arrival[node] === unknown) this.#arrival[node] = nearestRetainer(this.#open.graph, node);
    return this.#arrival[node] as number;
  }
}

const noClasses: ReadonlySet<number> = new Set();

/**
 * The entries of a Map are `17` and `4123` in its store, those of a WeakMap `17 / part of key (Row @5) -> value (Cell @7) pair …`, and of
 * roots `583 / DevTools console`.
 */
const withoutNumbers = (name: string): string => name.replaceAll(/^\d+|(?<=@)\d+/g, '*');

/** The edge from the retainer that is nearest to a root, and nearer than the node itself; `none` when there is no such. */
function nearestRetainer(graph: HeapGraph, node: number): number {
  let nearest = none;
  let least = graph.distance[node] as number;
  for (const edge of retainersOf(graph, node)) {
    const distance = graph.distance[edgeSource(graph.snapshot, edge)] as number;
    if (distance < 0 || distance >= least) continue;
    least = distance;
    nearest = edge;
  }
  return nearest;
}
