import type { Frame } from '../../src/calltree/frame.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { aggregate } from '../../src/snapshot/classes/aggregate.ts';
import { statisticsOf } from '../../src/snapshot/classes/statistics.ts';
import type { OpenSnapshot } from '../../src/snapshot/open-snapshot.ts';
import { edgesFrom, retainersOf, sortEdges, sortRetainers } from '../../src/snapshot/queries/edge-lists.ts';
import { IgnoredRetainers } from '../../src/snapshot/queries/ignored-retainers.ts';
import { dominatedBy, instancesOf, sortNodes } from '../../src/snapshot/queries/node-lists.ts';
import { scriptUrls } from '../../src/snapshot/queries/script-urls.ts';
import { textFilter } from '../views/text-filter.ts';
import { classList } from './class-rows.ts';
import type { ListHandle, ListOrder, ListRow, ListSpec, ObjectRef, SnapshotInfo } from './contract.ts';
import { ObjectRows } from './object-rows.ts';
import { edgeOrder, nodeOrder } from './orders.ts';
import { WorkerList } from './worker-list.ts';

/** A snapshot that answers questions: lists are opened, read in pages and closed again. */
export class SnapshotSession {
  readonly #lists = new Map<number, WorkerList>();
  #nextList = 0;
  readonly #rows: ObjectRows;
  readonly #ignored: IgnoredRetainers;
  readonly #classes;
  #scriptUrls: ReadonlyMap<number, string> | null = null;

  constructor(private readonly snapshot: OpenSnapshot) {
    this.#rows = new ObjectRows(snapshot, 'shown');
    this.#ignored = new IgnoredRetainers(snapshot.graph);
    this.#classes = aggregate(snapshot.graph, snapshot.classes);
  }

  info(): SnapshotInfo {
    const { graph } = this.snapshot;
    const { nodeCount, edgeCount, root, traces } = graph.snapshot;
    return {
      nodeCount,
      edgeCount,
      root,
      totalSize: graph.totalSize,
      statistics: statisticsOf(graph),
      hasStacks: traces !== null,
    };
  }

  list(spec: ListSpec, order: ListOrder): ListHandle {
    const made = this.#make(spec, order);
    const list = this.#nextList++;
    this.#lists.set(list, made);
    return { list, count: made.count };
  }

  rows(list: number, from: number, count: number): ListRow[] {
    return this.#listOf(list).rows(from, count);
  }

  placeOf(list: number, id: number): number {
    return this.#listOf(list).placeOf(id);
  }

  close(list: number): void {
    this.#lists.delete(list);
  }

  /** Where the constructor of an object, or the function that it is, stands; null when that is not known. */
  placeInSource({ node }: ObjectRef): Frame | null {
    const { name, location } = this.#rows.maker.info(node);
    if (!location) return null;
    this.#scriptUrls ??= scriptUrls(this.snapshot.graph.snapshot);
    const url = this.#scriptUrls.get(location.scriptId);
    return url ? { functionName: name, url, line: location.line + 1, column: location.column + 1 } : null;
  }

  #make(spec: ListSpec, order: ListOrder): WorkerList {
    const { graph } = this.snapshot;
    const rows = this.#rows;
    switch (spec.kind) {
      case 'classes':
        return classList(this.#classes, textFilter(spec.filter), order);
      case 'instances': {
        const nodes = instancesOf(this.snapshot, spec.classIndex, null);
        return new WorkerList(sortNodes(graph, nodes, nodeOrder(order)), node => rows.instance(node));
      }
      case 'dominated': {
        const nodes = dominatedBy(graph, spec.node);
        return new WorkerList(sortNodes(graph, nodes, nodeOrder(order)), node => rows.dominated(node));
      }
      case 'contents': {
        const edges = edgesFrom(graph.snapshot, spec.node);
        const sorted = sortEdges(graph, rows.maker.edgeNames, edges, edgeOrder(order));
        return new WorkerList(sorted, edge => rows.content(edge));
      }
      case 'retainers': {
        const edges = retainersOf(graph, spec.node);
        const sorted = sortRetainers(graph, rows.maker.edgeNames, edges, edgeOrder(order), this.#ignored);
        return new WorkerList(sorted, edge => rows.retainer(edge, this.#ignored));
      }
    }
  }

  #listOf(list: number): WorkerList {
    const found = this.#lists.get(list);
    if (!found) throw new HeapscopeError('unexpected', { message: `the list ${list} was closed` });
    return found;
  }
}
