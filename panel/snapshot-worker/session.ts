import type { Frame } from '../../src/calltree/frame.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { ClassRow } from '../../src/snapshot/class-table.ts';
import { statisticsOf } from '../../src/snapshot/classes/statistics.ts';
import { findLeaks, type LeakCluster } from '../../src/snapshot/leaks/find-leaks.ts';
import { assertOneHistory } from '../../src/snapshot/leaks/one-history.ts';
import type { PastSnapshot } from '../../src/snapshot/leaks/past-snapshot.ts';
import { isMemoryShort } from '../../src/snapshot/memory/memory-short.ts';
import type { OpenSnapshot } from '../../src/snapshot/open-snapshot.ts';
import { tell, type Watch } from '../../src/snapshot/progress.ts';
import { Comparison } from '../../src/snapshot/queries/comparison.ts';
import { hasScopes } from '../../src/snapshot/queries/dead-variables/scopes.ts';
import { attributeToContexts } from '../../src/snapshot/queries/native-contexts.ts';
import { scriptUrls } from '../../src/snapshot/queries/script-urls.ts';
import { type SizeClasses, sizeClasses, sizeClassesOfStacks } from '../../src/snapshot/queries/size-classes.ts';
import { lastObjectId, timelineTicks } from '../../src/snapshot/queries/timeline.ts';
import { classTrends } from '../../src/snapshot/queries/trend.ts';
import { changedList } from './changed-list.ts';
import type {
  LeakOverview,
  ListHandle,
  ListOrder,
  ListRow,
  ListSpec,
  ObjectRef,
  ObjectTable,
  RealmInfo,
  Side,
  SnapshotInfo,
} from './contract.ts';
import { deadContextList, deadScopeList, deadVariableList } from './dead-lists.ts';
import { changeRow, frameOf, trendRow } from './group-rows.ts';
import { leakList, traceList } from './leak-lists.ts';
import { ListMaker, matching } from './list-maker.ts';
import { pathTo } from './object-paths.ts';
import { listOfRows, type WorkerList } from './worker-list.ts';

/** A snapshot that answers questions, beside another that it may be compared with. Lists are opened, read in pages and closed again. */
export class SnapshotSession {
  readonly #lists = new Map<number, WorkerList>();
  #nextList = 0;
  readonly #shown: ListMaker;
  #base: ListMaker | null = null;
  #comparison: Comparison | null = null;
  #trend: ReturnType<typeof classTrends> = [];
  #leaks: readonly LeakCluster[] = [];
  #scriptUrls: ReadonlyMap<number, string> | null = null;

  constructor(readonly snapshot: OpenSnapshot) {
    this.#shown = new ListMaker(snapshot, 'shown');
  }

  info(): SnapshotInfo {
    const { graph } = this.snapshot;
    const { nodeCount, edgeCount, root, samples, traces, nodeTypes } = graph.snapshot;
    return {
      nodeCount,
      edgeCount,
      root,
      totalSize: graph.totalSize,
      statistics: statisticsOf(graph),
      lastObjectId: lastObjectId(graph),
      ticks: samples.timestamp.length > 0 ? timelineTicks(graph) : null,
      hasStacks: traces !== null,
      hasScopes: hasScopes(graph.snapshot),
      nodeTypes,
    };
  }

  /**
   * Sorts who points to whom before a person first asks, which takes as long as anything else the worker does for an answer (0.6 s for 37 M edges).
   * It takes less memory than opening took at its peak. Where even that cannot be had, it is tried again, and said, when it is asked for.
   * Then come the nodes with more retainers than are sorted out while a person waits. Done in steps, so that questions are heard in between.
   */
  *warmUp(mostAtOnce = 300_000): Generator<void> {
    try {
      this.snapshot.graph.retainers();
      this.snapshot.graph.edgeSources();
      yield* this.#shown.prepareHubs(mostAtOnce);
    } catch (error) {
      if (!isMemoryShort(error)) throw error;
    }
  }

  compareWith(base: OpenSnapshot | null): void {
    this.#base = base && new ListMaker(base, 'base');
    this.#comparison = base && new Comparison(base, this.snapshot);
  }

  /** @param tables classes of several snapshots, oldest first, sorted into the interfaces of this one. */
  followTrend(tables: readonly (readonly ClassRow[])[]): void {
    this.#trend = classTrends(tables);
  }

  /** @throws HeapscopeError when the three are not of one page; Cancelled */
  async findLeaks(baseline: PastSnapshot, target: PastSnapshot, watch: Watch): Promise<LeakOverview> {
    await tell(watch, 'looking for leaks', null);
    assertOneHistory(baseline, target, this.snapshot.graph);
    const { verdict, clusters } = findLeaks(baseline.ids, target.ids, this.snapshot);
    this.#leaks = clusters;
    const suspects = clusters.filter(({ detector }) => detector === null).length;
    return { verdict, leaks: clusters.length - suspects, suspects };
  }

  forgetLeaks(): void {
    this.#leaks = [];
  }

  list(spec: ListSpec, order: ListOrder): ListHandle {
    const made = this.#make(spec, order);
    const list = this.#nextList++;
    this.#lists.set(list, made);
    return { list, count: made.count, totals: made.totals };
  }

  rows(list: number, from: number, count: number): readonly ListRow[] {
    return this.#listOf(list).rows(from, count);
  }

  placeOf(list: number, id: number): number {
    return this.#listOf(list).placeOf(id);
  }

  close(list: number): void {
    this.#lists.delete(list);
  }

  pathTo(table: ObjectTable, object: ObjectRef): readonly number[] | null {
    return pathTo(table, object, this.#shown, this.#comparison);
  }

  ignoreRetainers(nodes: readonly number[]): void {
    this.#shown.ignore(nodes);
  }

  realms(): RealmInfo[] {
    const { maker } = this.#shown.rows;
    return attributeToContexts(this.snapshot.graph).contexts.map(node => {
      const { id, name } = maker.node(node);
      return { node, heapObjectId: id, name };
    });
  }

  sizeClasses(traceNodeIds: readonly number[] | null): SizeClasses {
    const { graph } = this.snapshot;
    return traceNodeIds ? sizeClassesOfStacks(graph, traceNodeIds) : sizeClasses(graph, null);
  }

  stackOf({ side, node }: ObjectRef): Frame[] {
    const { rows, allocations } = this.#makerOf(side);
    return (allocations?.stack(rows.maker.info(node).traceNodeId) ?? []).map(frameOf);
  }

  placeInSource({ side, node }: ObjectRef): Frame | null {
    const { name, location } = this.#makerOf(side).rows.maker.info(node);
    if (!location) return null;
    this.#scriptUrls ??= scriptUrls(this.snapshot.graph.snapshot);
    const url = this.#scriptUrls.get(location.scriptId);
    return url ? { functionName: name, url, line: location.line + 1, column: location.column + 1 } : null;
  }

  #make(spec: ListSpec, order: ListOrder): WorkerList {
    const shown = this.#shown;
    switch (spec.kind) {
      case 'classes':
        return shown.classes(spec.filter, spec.scope, order);
      case 'instances':
        return shown.instances(spec.classIndex, spec.scope, order);
      case 'contents':
        return this.#makerOf(spec.side).contents(spec.node, order);
      case 'retainers':
        return this.#makerOf(spec.side).retainers(spec.node, order);
      case 'dominated':
        return shown.dominated(spec.node, order);
      case 'strings':
        return shown.duplicates(spec.filter, order);
      case 'copies':
        return shown.copies(spec.group, order);
      case 'detached trees':
        return shown.detachedTrees(spec.filter, order);
      case 'detached nodes':
        return shown.detachedNodes(spec.tree, order);
      case 'allocations':
        return shown.functions(spec.filter, order);
      case 'callers':
        return shown.callers(spec.traceNodeIds, spec.depth, order);
      case 'changes': {
        const rows = (this.#comparison?.rows ?? []).map(changeRow);
        return listOfRows(
          matching(rows, spec.filter, ({ text }) => text),
          order,
        );
      }
      case 'changed': {
        const change = this.#comparison?.rows[spec.change];
        if (!this.#comparison || !change) return listOfRows([], order);
        return changedList(this.#comparison, change.key, shown, this.#makerOf('base'), order);
      }
      case 'trend':
        return listOfRows(
          matching(this.#trend.map(trendRow), spec.filter, ({ text }) => text),
          order,
        );
      case 'objects':
        return shown.objects(spec.wanted, order);
      case 'dead scopes':
        return deadScopeList(shown.deadScopes, shown.freed, spec.filter, order);
      case 'dead contexts': {
        const scope = shown.deadScopes[spec.scope];
        return scope ? deadContextList(scope, spec.scope, shown.freed, shown.rows, order) : listOfRows([], order);
      }
      case 'dead variables': {
        const context = shown.deadScopes[spec.scope]?.contexts[spec.context];
        return context ? deadVariableList(context, shown.freed, shown.rows, order) : listOfRows([], order);
      }
      case 'leaks':
        return leakList(this.#leaks, shown, spec.filter, order);
      case 'leak trace': {
        const leak = this.#leaks[spec.leak];
        return leak ? traceList(leak, shown) : listOfRows([], order);
      }
      case 'found':
        return shown.found(spec.text);
    }
  }

  #makerOf(side: Side): ListMaker {
    if (side === 'shown') return this.#shown;
    if (!this.#base) throw new HeapscopeError('unexpected', { message: 'the base was closed' });
    return this.#base;
  }

  #listOf(list: number): WorkerList {
    const found = this.#lists.get(list);
    if (!found) throw new HeapscopeError('unexpected', { message: `the list ${list} was closed` });
    return found;
  }
}
