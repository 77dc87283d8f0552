import type { HeapGraph } from '../heap-graph.ts';
import type { AllocationTraces } from '../heap-snapshot.ts';

/** Objects that a stack or function allocated: all of them, and those that are still there. */
export interface AllocationFigures {
  readonly count: number;
  /** Bytes. */
  readonly size: number;
  readonly liveCount: number;
  /** Bytes. */
  readonly liveSize: number;
}

export interface AllocatingFunction {
  readonly functionName: string;
  readonly scriptName: string;
  readonly scriptId: number;
  /** From 1; 0 when unknown. */
  readonly line: number;
  /** From 1; 0 when unknown. */
  readonly column: number;
}

/** A function that allocated, or one of its callers as far as they led there. */
export interface AllocationRow extends AllocationFigures {
  readonly function: AllocatingFunction;
  /** Ids of the trace tree's nodes that allocated: a filter for what they left, and the key to the callers. */
  readonly traceNodeIds: readonly number[];
  readonly hasCallers: boolean;
}

/** Where the live objects of a timeline were allocated, bottom up (`AllocationProfile` of DevTools). */
export class AllocationProfile {
  /** For each node of the tree, how many objects of it live. */
  readonly #liveCount: Uint32Array;
  /** For each node of the tree, how many bytes its live objects have. */
  readonly #liveSize: Float64Array;
  readonly #placeOf: Map<number, number>;

  constructor(
    private readonly graph: HeapGraph,
    private readonly traces: AllocationTraces,
  ) {
    this.#placeOf = new Map(Array.from(traces.nodeId, (id, place) => [id, place]));
    this.#liveCount = new Uint32Array(traces.nodeId.length);
    this.#liveSize = new Float64Array(traces.nodeId.length);
    const { traceNodeId } = graph.snapshot.nodes;
    for (let node = 0; node < graph.snapshot.nodeCount; node++) {
      const place = this.#placeOf.get(traceNodeId?.[node] ?? 0);
      if (place === undefined) continue;
      this.#liveCount[place] = (this.#liveCount[place] as number) + 1;
      this.#liveSize[place] = (this.#liveSize[place] as number) + (graph.shallowSize[node] as number);
    }
  }

  /** Functions that allocated themselves, the one with the most bytes first. */
  functions(): AllocationRow[] {
    const { nodeFunction, nodeCount } = this.traces;
    const places = new Map<number, number[]>();
    for (let place = 0; place < nodeFunction.length; place++) {
      if (nodeCount[place] === 0) continue;
      const of = nodeFunction[place] as number;
      const known = places.get(of);
      if (known === undefined) places.set(of, [place]);
      else known.push(place);
    }
    return this.#rows(places, 0);
  }

  /**
   * Who called a function, for the nodes of its row: `depth` 1 for its callers, 2 for theirs, and so on.
   * @param traceNodeIds of the row whose callers are wanted.
   */
  callers(traceNodeIds: readonly number[], depth: number): AllocationRow[] {
    const callers = new Map<number, number[]>();
    for (const id of traceNodeIds) {
      const place = this.#placeOf.get(id);
      const caller = place === undefined ? missing : this.#ancestor(place, depth);
      if (place === undefined || caller === missing) continue;
      const of = this.traces.nodeFunction[caller] as number;
      const known = callers.get(of);
      if (known === undefined) callers.set(of, [place]);
      else known.push(place);
    }
    return this.#rows(callers, depth);
  }

  /** The stack that allocated, the function itself first; empty when it was not recorded. */
  stack(traceNodeId: number): AllocatingFunction[] {
    const frames: AllocatingFunction[] = [];
    let place = this.#placeOf.get(traceNodeId) ?? missing;
    for (; place !== missing; place = this.traces.nodeParent[place] as number) {
      frames.push(this.#function(this.traces.nodeFunction[place] as number));
    }
    return frames;
  }

  #ancestor(place: number, depth: number): number {
    let at = place;
    for (let i = 0; i < depth && at !== missing; i++) at = this.traces.nodeParent[at] as number;
    return at;
  }

  #rows(placesOf: ReadonlyMap<number, readonly number[]>, depth: number): AllocationRow[] {
    const rows = Array.from(placesOf, ([of, places]) => {
      const sum = (column: Float64Array | Uint32Array) =>
        places.reduce((total, place) => total + (column[place] as number), 0);
      return {
        function: this.#function(of),
        traceNodeIds: places.map(place => this.traces.nodeId[place] as number),
        hasCallers: places.some(place => this.#ancestor(place, depth + 1) !== missing),
        count: sum(this.traces.nodeCount),
        size: sum(this.traces.nodeSize),
        liveCount: sum(this.#liveCount),
        liveSize: sum(this.#liveSize),
      };
    });
    return rows.sort((a, b) => b.size - a.size);
  }

  #function(index: number): AllocatingFunction {
    const { functionName, scriptName, scriptId, line, column } = this.traces;
    const { strings } = this.graph.snapshot;
    return {
      functionName: strings.get(functionName[index] as number),
      scriptName: strings.get(scriptName[index] as number),
      scriptId: scriptId[index] as number,
      line: line[index] as number,
      column: column[index] as number,
    };
  }
}

const missing = -1;

/** Says whether a node was allocated by one of these stacks. */
export function allocatedBy({ snapshot }: HeapGraph, traceNodeIds: readonly number[]): (node: number) => boolean {
  const ids = new Set(traceNodeIds);
  const { traceNodeId } = snapshot.nodes;
  return node => traceNodeId !== null && ids.has(traceNodeId[node] as number);
}
