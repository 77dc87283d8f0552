import type { ClassRow } from '../class-table.ts';
import { aggregate } from '../classes/aggregate.ts';
import type { NodeOrdinal } from '../heap-snapshot.ts';
import { nodeOrdinal } from '../heap-snapshot.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { AllocationProfile } from './allocation-stacks.ts';
import { type DeadScope, deadVariables } from './dead-variables/dead-variables.ts';
import { type DetachedTree, detachedTrees } from './detached-trees.ts';
import { type DuplicateStrings, duplicateStrings } from './duplicate-strings.ts';
import { contentList, type EdgeOrder, retainerList } from './edge-lists.ts';
import { allObjects, countsFor, type NodeFilter } from './filters.ts';
import { IgnoredRetainers } from './ignored-retainers.ts';
import { type ContextSizes, contextSizes } from './native-contexts.ts';
import { type Counts, dominatedBy, dominatorChain, instancesOf, type NodeOrder, sortNodes } from './node-lists.ts';
import { type ObjectQuery, queryObjects } from './object-query.ts';
import type { EntryList } from './ordered-list.ts';
import { type Page, type PageRange, pageOf } from './page.ts';
import { RecentLists } from './recent-lists.ts';
import { retainingPaths } from './retaining-paths.ts';
import { RowMaker } from './row-maker.ts';
import type { EdgeRow, NodeInfo, NodeRow } from './rows.ts';
import { type SearchText, searchNames } from './search.ts';
import { type SizeClasses, sizeClasses } from './size-classes.ts';
import { placesOf } from './sort.ts';
import { type TimelineTicks, timelineTicks } from './timeline.ts';

/** Several paths that hold a node, each from the node upwards. */
export interface PathRows {
  readonly paths: readonly (readonly EdgeRow[])[];
  /** Whether there may be more. */
  readonly isCut: boolean;
}

export interface DuplicateStringsRow extends Omit<DuplicateStrings, 'nodes'> {
  /** Of long ones the beginning that V8 wrote. */
  readonly text: string;
  readonly count: number;
}

export interface DetachedTreeRow extends Omit<DetachedTree, 'nodes'> {
  /** The node of the tree that is nearest to a root: what holds it holds the tree. */
  readonly nearest: NodeRow;
  readonly count: number;
}

/**
 * Questions about one snapshot, answered in pages of rows. Lists are kept while they are being scrolled through:
 * the next page of the same list costs nothing but its rows.
 */
export class SnapshotQueries {
  readonly #rows: RowMaker;
  readonly #ignored: IgnoredRetainers;
  readonly #lists = new RecentLists();
  #filter: { readonly key: string; readonly counts: Counts } = { key: '', counts: null };

  constructor(private readonly open: OpenSnapshot) {
    this.#rows = new RowMaker(open);
    this.#ignored = new IgnoredRetainers(open.graph);
  }

  /** The node with this id (`@123`), null when there is none. */
  nodeWithId(id: number): NodeInfo | null {
    const node = this.open.graph.snapshot.nodes.id.indexOf(id);
    return node === -1 ? null : this.#rows.info(node);
  }

  node(node: NodeOrdinal): NodeInfo {
    this.#check(node);
    return this.#rows.info(node);
  }

  /** Rows of a list that the caller already has, such as what a search found. */
  nodes(nodes: readonly NodeOrdinal[]): NodeRow[] {
    return nodes.map(node => this.node(node));
  }

  /** The classes of the nodes that count, the one that retains most first. */
  classes(filter: NodeFilter = allObjects): ClassRow[] {
    return aggregate(this.open.graph, this.open.classes, this.#counts(filter));
  }

  instances(classIndex: number, order: NodeOrder, range: PageRange, filter: NodeFilter = allObjects): Page<NodeRow> {
    return this.#nodePage(this.#instances(classIndex, order, filter), range);
  }

  /** Row of a node in the list of its class, -1 when it is not listed. */
  instancePosition(node: NodeOrdinal, order: NodeOrder, filter: NodeFilter = allObjects): number {
    this.#check(node);
    return this.#instances(this.open.classes.classOf[node] as number, order, filter).indexOf(node);
  }

  /** What a node holds, weak edges too. */
  edges(node: NodeOrdinal, order: EdgeOrder, range: PageRange): Page<EdgeRow> {
    this.#check(node);
    const { graph } = this.open;
    const edges = this.#lists.get(['edges', node, order], () => contentList(graph, this.#rows.edgeNames, node, order));
    return pageOf(edges, range, edge => this.#rows.child(edge));
  }

  /** What holds a node, without weak edges and the root. */
  retainers(node: NodeOrdinal, order: EdgeOrder, range: PageRange): Page<EdgeRow> {
    this.#check(node);
    const { graph } = this.open;
    const edges = this.#lists.get(['retainers', node, order], () =>
      retainerList(graph, this.#rows.edgeNames, node, order, this.#ignored),
    );
    return pageOf(edges, range, edge => this.#rows.retainer(edge, this.#ignored));
  }

  /** Retainers that `retainers` and `retainingPaths` leave out of account from now on; none to have all back. */
  ignoreRetainers(nodes: readonly NodeOrdinal[]): void {
    for (const node of nodes) this.#check(node);
    this.#ignored.set(nodes);
    this.#lists.clear();
  }

  get ignoredRetainers(): readonly NodeOrdinal[] {
    return this.#ignored.nodes.map(nodeOrdinal);
  }

  /** At most `most` different paths that hold a node, the shortest first. */
  retainingPaths(node: NodeOrdinal, most: number): PathRows {
    this.#check(node);
    const { paths, isCut } = retainingPaths(this.open.graph, node, most, this.#ignored);
    return { paths: paths.map(path => path.map(edge => this.#rows.retainer(edge, this.#ignored))), isCut };
  }

  /** Children in the dominator tree: what goes when the node goes. */
  dominated(node: NodeOrdinal, order: NodeOrder, range: PageRange): Page<NodeRow> {
    this.#check(node);
    const { graph } = this.open;
    const nodes = this.#lists.get(['dominated', node, order], () => sortNodes(graph, dominatedBy(graph, node), order));
    return this.#nodePage(nodes, range);
  }

  /** The node, the one that dominates it, and so on up to the root. */
  dominators(node: NodeOrdinal): NodeRow[] {
    this.#check(node);
    return dominatorChain(this.open.graph, node).map(each => this.#rows.node(each));
  }

  /** @throws SyntaxError for a regular expression that is none. */
  search(wanted: SearchText, range: PageRange, filter: NodeFilter = allObjects): Page<NodeRow> {
    const found = this.#lists.get(['search', wanted, filter], () =>
      searchNames(this.open.graph, this.#rows.nodeNames, wanted, this.#counts(filter)),
    );
    return this.#nodePage(found, range);
  }

  /** Objects that a query asks for. @throws SyntaxError for a regular expression that is none. */
  find(query: ObjectQuery, order: NodeOrder, range: PageRange): Page<NodeRow> {
    const { graph } = this.open;
    const found = this.#lists.get(['find', query, order], () =>
      sortNodes(graph, queryObjects(this.open, query), order),
    );
    return this.#nodePage(found, range);
  }

  /** Texts that are in memory more than once, the most wasteful first. */
  duplicateStrings(range: PageRange): Page<DuplicateStringsRow> {
    const groups = this.#duplicateStrings();
    return pageOf(placesOf(groups), range, place => {
      const { nodes, ...figures } = groups[place] as DuplicateStrings;
      return { ...figures, text: this.#rows.nodeNames.nameOf(nodes[0] as number), count: nodes.length };
    });
  }

  /** The copies of a text. @param row of `duplicateStrings` */
  copies(row: number, order: NodeOrder, range: PageRange): Page<NodeRow> {
    const nodes = this.#duplicateStrings()[row]?.nodes ?? new Uint32Array();
    return this.#nodePage(sortNodes(this.open.graph, nodes, order), range);
  }

  /** DOM nodes outside of every document, tree by tree, the tree that retains most first. */
  detachedTrees(range: PageRange): Page<DetachedTreeRow> {
    const trees = this.#detachedTrees();
    return pageOf(placesOf(trees), range, place => {
      const { nodes, ...sizes } = trees[place] as DetachedTree;
      return { ...sizes, nearest: this.#rows.node(nodes[0] as number), count: nodes.length };
    });
  }

  /** The nodes of a detached tree, the one nearest to a root first. @param row of `detachedTrees` */
  detachedNodes(row: number, range: PageRange): Page<NodeRow> {
    return this.#nodePage(this.#detachedTrees()[row]?.nodes ?? new Uint32Array(), range);
  }

  /** The realms of the page, each with the bytes that belong to it alone. */
  nativeContexts(): ContextSizes<NodeRow> {
    const { contexts, ...sizes } = contextSizes(this.open.graph);
    return { ...sizes, contexts: contexts.map(({ node, size }) => ({ node: this.#rows.node(node), size })) };
  }

  sizeClasses(filter: NodeFilter = allObjects): SizeClasses {
    return sizeClasses(this.open.graph, this.#counts(filter));
  }

  /** The clock of an allocation timeline, with what is left of each tick. */
  timelineTicks(): TimelineTicks {
    return timelineTicks(this.open.graph);
  }

  /** Variables that closures keep without being able to use them, scope by scope; none in files before Chrome 156. */
  deadVariables(): DeadScope[] {
    return deadVariables(this.open.graph);
  }

  /** Where objects were allocated; null unless the timeline was recorded with stacks. */
  readonly allocations = once((): AllocationProfile | null => {
    const { graph } = this.open;
    return graph.snapshot.traces && new AllocationProfile(graph, graph.snapshot.traces);
  });

  readonly #duplicateStrings = once(() => duplicateStrings(this.open.graph, this.#rows.nodeNames));
  readonly #detachedTrees = once(() => detachedTrees(this.open.graph));

  #instances(classIndex: number, order: NodeOrder, filter: NodeFilter): EntryList {
    return this.#lists.get(['instances', classIndex, order, filter], () =>
      sortNodes(this.open.graph, instancesOf(this.open, classIndex, this.#counts(filter)), order),
    );
  }

  /** The last filter is kept: tables ask for the instances of one class after the other. */
  #counts(filter: NodeFilter): Counts {
    const key = JSON.stringify(filter);
    if (this.#filter.key !== key) {
      this.#filter = { key, counts: countsFor(this.open, this.#rows.nodeNames, filter) };
    }
    return this.#filter.counts;
  }

  #nodePage(nodes: EntryList, range: PageRange): Page<NodeRow> {
    return pageOf(nodes, range, node => this.#rows.node(node));
  }

  #check(node: number): void {
    const { nodeCount } = this.open.graph.snapshot;
    if (!(node >= 0 && node < nodeCount)) throw new RangeError(`node ${node} of ${nodeCount}`);
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
