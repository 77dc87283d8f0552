import { hasBit } from '../../bits.ts';
import { edgeSource, type HeapGraph, retainedSizeOf } from '../../heap-graph.ts';
import { edgeTypeNumbers } from '../../type-numbers.ts';
import { EdgeNames } from '../edge-names.ts';
import type { DeadContext, DeadScope, DeadVariable } from './dead-variables.ts';

/**
 * What would be freed if nothing held the dead variables of a context: a value that something else holds, too, stays.
 * What several values hold only together is left out, so that the figure is the least that goes.
 */
export class FreedSizes {
  readonly #names: EdgeNames;
  /** Lists of the same scopes are made anew with each filter and order. */
  readonly #ofContext = new Map<DeadContext, number>();

  constructor(private readonly graph: HeapGraph) {
    this.#names = new EdgeNames(graph.snapshot);
  }

  /** Bytes, of all contexts together. */
  ofScope({ contexts }: DeadScope): number {
    return contexts.reduce((sum, context) => sum + this.ofContext(context), 0);
  }

  /** Bytes; a value that two of the variables have counts once. */
  ofContext(context: DeadContext): number {
    const known = this.#ofContext.get(context) ?? this.#addUp(context);
    this.#ofContext.set(context, known);
    return known;
  }

  #addUp({ context, variables }: DeadContext): number {
    const sizes = new Map(
      variables.map(({ value }) => [
        value,
        this.#isHeldOnlyBy(context, variables, value) ? retainedSizeOf(this.graph, value) : 0,
      ]),
    );
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Bytes. */
  ofVariable({ context, variables }: DeadContext, { value, retainedSize }: DeadVariable): number {
    return this.#isHeldOnlyBy(context, variables, value) ? retainedSize : 0;
  }

  /** Whether all that leads to a value are dead variables of the context, and what the value itself dominates. */
  #isHeldOnlyBy(context: number, variables: readonly DeadVariable[], value: number): boolean {
    const { snapshot, essential, dominators } = this.graph;
    const { context: ofContext } = edgeTypeNumbers(snapshot);
    const { first, edge: retainers } = this.graph.retainers();
    const isDead = (edge: number) =>
      snapshot.edges.type[edge] === ofContext && variables.some(({ name }) => name === this.#names.nameOf(edge));
    const start = dominators.place[value] as number;
    const end = start + (dominators.subtreeCount[start] as number);
    for (let i = first[value] as number; i < (first[value + 1] as number); i++) {
      const edge = retainers[i] as number;
      if (!hasBit(essential, edge)) continue;
      const source = edgeSource(snapshot, edge);
      if (source === context && isDead(edge)) continue;
      const place = dominators.place[source] as number;
      if (place < start || place >= end) return false;
    }
    return true;
  }
}
