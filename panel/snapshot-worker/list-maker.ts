import { aggregate } from '../../src/snapshot/classes/aggregate.ts';
import type { OpenSnapshot } from '../../src/snapshot/open-snapshot.ts';
import { AllocationProfile } from '../../src/snapshot/queries/allocation-stacks.ts';
import { type DeadScope, deadVariables } from '../../src/snapshot/queries/dead-variables/dead-variables.ts';
import { FreedSizes } from '../../src/snapshot/queries/dead-variables/freed-sizes.ts';
import { type DetachedTree, detachedTrees } from '../../src/snapshot/queries/detached-trees.ts';
import { type DuplicateStrings, duplicateStrings } from '../../src/snapshot/queries/duplicate-strings.ts';
import { contentList, retainerList } from '../../src/snapshot/queries/edge-lists.ts';
import { countsFor, type NodeFilter } from '../../src/snapshot/queries/filters.ts';
import { hubsOf } from '../../src/snapshot/queries/hubs.ts';
import { IgnoredRetainers } from '../../src/snapshot/queries/ignored-retainers.ts';
import { type Counts, dominatedBy, instancesOf, sortNodes } from '../../src/snapshot/queries/node-lists.ts';
import { queryObjects } from '../../src/snapshot/queries/object-query.ts';
import type { OrderedList } from '../../src/snapshot/queries/ordered-list.ts';
import { searchNames } from '../../src/snapshot/queries/search.ts';
import { keyBy, placesOf, sortByKeys } from '../../src/snapshot/queries/sort.ts';
import { searchText } from '../../src/snapshot/queries/typed-text.ts';
import { queryFor, type WantedObjects } from '../../src/snapshot/queries/wanted-objects.ts';
import { textFilter } from '../views/text-filter.ts';
import type { ListOrder, Side } from './contract.ts';
import { allocationRow, classRow, detachedRow, stringRow } from './group-rows.ts';
import { ObjectRows, textOf } from './object-rows.ts';
import { edgeOrder, nodeOrder } from './orders.ts';
import { listOfIds, listOfRows, type WorkerList } from './worker-list.ts';

/** Makes the lists of one snapshot. What takes long to find is found once. */
export class ListMaker {
  readonly ignored: IgnoredRetainers;
  readonly rows: ObjectRows;
  readonly freed: FreedSizes;
  readonly #strings = once(() => duplicateStrings(this.snapshot.graph, this.rows.maker.nodeNames));
  readonly #trees = once(() => detachedTrees(this.snapshot.graph));
  readonly #deadScopes = once(() => deadVariables(this.snapshot.graph));
  readonly #allocations = once(() => {
    const { graph } = this.snapshot;
    return graph.snapshot.traces && new AllocationProfile(graph, graph.snapshot.traces);
  });
  /** For each class, its place among all by their names. */
  readonly #classPlaces = once(() => placesByName(this.snapshot.classes.names));
  /** See `prepareHubs`. */
  readonly #hubs = new Map<number, OrderedList>();
  #scope: { readonly key: string; readonly counts: Counts } | null = null;

  constructor(
    readonly snapshot: OpenSnapshot,
    side: Side,
  ) {
    this.ignored = new IgnoredRetainers(snapshot.graph);
    this.rows = new ObjectRows(snapshot, side);
    this.freed = new FreedSizes(snapshot.graph);
  }

  classes(filter: string, scope: NodeFilter, order: ListOrder): WorkerList {
    const { graph, classes } = this.snapshot;
    const rows = aggregate(graph, classes, this.#countsOf(scope));
    return listOfRows(
      matching(rows, filter, ({ name }) => name).map(row => classRow(row, scope)),
      order,
    );
  }

  instances(classIndex: number, scope: NodeFilter, order: ListOrder): WorkerList {
    return this.#instances(instancesOf(this.snapshot, classIndex, this.#countsOf(scope)), order);
  }

  contents(node: number, order: ListOrder): WorkerList {
    const { graph } = this.snapshot;
    const list = contentList(graph, this.rows.maker.edgeNames, node, edgeOrder(order));
    return listOfIds(list, edge => this.rows.content(edge));
  }

  retainers(node: number, order: ListOrder): WorkerList {
    const isAsPrepared = order.column === 'distance' && !order.descending && this.ignored.nodes.length === 0;
    const list = (isAsPrepared && this.#hubs.get(node)) || this.#retainerList(node, order);
    return listOfIds(list, edge => this.rows.retainer(edge, this.ignored));
  }

  /** Leaves these out of account as retainers, in the place of those before. */
  ignore(nodes: readonly number[]): void {
    this.ignored.set(nodes);
    // What they have found so far goes by the distances from before.
    this.#hubs.clear();
  }

  /** Finds the first retainers of the nodes that more than so many hold, sorted as they are at first: a step for each, of 0.05 s for a million. */
  *prepareHubs(moreThan: number): Generator<void> {
    for (const node of hubsOf(this.snapshot.graph, moreThan)) {
      yield;
      if (this.ignored.nodes.length > 0) return;
      this.#hubs.set(node, this.#retainerList(node, { column: 'distance', descending: false }));
    }
  }

  #retainerList(node: number, order: ListOrder): OrderedList {
    return retainerList(this.snapshot.graph, this.rows.maker.edgeNames, node, edgeOrder(order), this.ignored);
  }

  dominated(node: number, order: ListOrder): WorkerList {
    const children = dominatedBy(this.snapshot.graph, node);
    return listOfIds(this.#sorted(children, order), child => this.rows.dominated(child));
  }

  get strings(): readonly DuplicateStrings[] {
    return this.#strings();
  }

  duplicates(filter: string, order: ListOrder): WorkerList {
    const { nodeNames } = this.rows.maker;
    const rows = this.strings.map((strings, group) =>
      stringRow(nodeNames.nameOf(strings.nodes[0] ?? 0), strings, group),
    );
    return listOfRows(
      matching(rows, filter, ({ text }) => text),
      order,
    );
  }

  copies(group: number, order: ListOrder): WorkerList {
    return this.#instances(this.strings[group]?.nodes ?? nothing, order);
  }

  get trees(): readonly DetachedTree[] {
    return this.#trees();
  }

  detachedTrees(filter: string, order: ListOrder): WorkerList {
    const rows = this.trees.map((tree, i) => {
      const node = tree.nodes[0] ?? 0;
      return detachedRow(textOf(this.rows.maker.node(node)), this.rows.instance(node).object, tree, i);
    });
    return listOfRows(
      matching(rows, filter, ({ text }) => text),
      order,
    );
  }

  detachedNodes(tree: number, order: ListOrder): WorkerList {
    return this.#instances(this.trees[tree]?.nodes ?? nothing, order);
  }

  /** Scopes with variables that no function can use any more. */
  get deadScopes(): readonly DeadScope[] {
    return this.#deadScopes();
  }

  /** Single objects; the totals tell how many there are, and their bytes. */
  objects(wanted: WantedObjects, order: ListOrder): WorkerList {
    const { shallowSize } = this.snapshot.graph;
    const found = queryObjects(this.snapshot, queryFor(wanted));
    let bytes = 0;
    for (const node of found) bytes += shallowSize[node] as number;
    return { ...this.#instances(found, order), totals: { count: found.length, shallowSize: bytes } };
  }

  get allocations(): AllocationProfile | null {
    return this.#allocations();
  }

  functions(filter: string, order: ListOrder): WorkerList {
    const rows = (this.allocations?.functions() ?? []).map((row, i) => allocationRow(row, i, 0));
    return listOfRows(
      matching(rows, filter, ({ text, frame }) => `${text} ${frame?.url}`),
      order,
    );
  }

  callers(traceNodeIds: readonly number[], depth: number, order: ListOrder): WorkerList {
    const rows = this.allocations?.callers(traceNodeIds, depth) ?? [];
    return listOfRows(
      rows.map((row, i) => allocationRow(row, i, depth)),
      order,
    );
  }

  /** Objects whose name matches, those first that are called just so; `@123` is the one with that id. */
  found(text: string): WorkerList {
    return listOfIds(this.#search(text.trim()), node => this.rows.instance(node));
  }

  #search(text: string): Uint32Array {
    const { graph } = this.snapshot;
    const id = /^@(\d+)$/.exec(text)?.[1];
    if (id !== undefined) {
      const node = graph.snapshot.nodes.id.indexOf(Number(id));
      return node === -1 ? nothing : Uint32Array.of(node);
    }
    if (text === '') return nothing;
    const found = searchNames(graph, this.rows.maker.nodeNames, searchText(text), null);
    const exact = graph.snapshot.strings.indexOf(text);
    const isExact = (node: number) => Number(graph.snapshot.nodes.name[node] === exact);
    return sortByKeys(found, [keyBy(isExact, false)]);
  }

  #instances(nodes: Uint32Array, order: ListOrder): WorkerList {
    return listOfIds(this.#sorted(nodes, order), node => this.rows.instance(node));
  }

  /** Objects of many classes stand class by class where they are sorted by name; those of one by their ids. */
  #sorted(nodes: Uint32Array, order: ListOrder): Uint32Array {
    const { graph, classes } = this.snapshot;
    const sorted = sortNodes(graph, nodes, nodeOrder(order));
    if (order.column !== 'name') return sorted;
    const places = this.#classPlaces();
    return sortByKeys(sorted, [keyBy(node => places[classes.classOf[node] as number] as number, !order.descending)]);
  }

  /** The last one is kept: classes are opened one after the other. */
  #countsOf(scope: NodeFilter): Counts {
    const key = JSON.stringify(scope);
    if (this.#scope?.key !== key) {
      this.#scope = { key, counts: countsFor(this.snapshot, this.rows.maker.nodeNames, scope) };
    }
    return this.#scope.counts;
  }
}

const nothing = new Uint32Array(0);

export function matching<Row>(rows: readonly Row[], filter: string, textOf: (row: Row) => string): Row[] {
  const matches = textFilter(filter);
  return rows.filter(row => matches(textOf(row)));
}

function placesByName(names: readonly string[]): Uint32Array {
  const sorted = placesOf(names).sort((a, b) => compare(names[a] as string, names[b] as string));
  const places = new Uint32Array(names.length);
  for (const [place, index] of sorted.entries()) places[index] = place;
  return places;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | null = null;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
