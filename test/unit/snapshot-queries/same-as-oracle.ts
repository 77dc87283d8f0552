import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ClassRow } from '../../../src/snapshot/class-table.ts';
import type { HeapGraph } from '../../../src/snapshot/heap-graph.ts';
import { nodeOrdinal } from '../../../src/snapshot/heap-snapshot.ts';
import { type OpenSnapshot, openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import type { AllocationProfile, AllocationRow } from '../../../src/snapshot/queries/allocation-stacks.ts';
import { Comparison } from '../../../src/snapshot/queries/comparison.ts';
import type { DeadScope } from '../../../src/snapshot/queries/dead-variables/dead-variables.ts';
import type { NodeFilter } from '../../../src/snapshot/queries/filters.ts';
import { contextSizes } from '../../../src/snapshot/queries/native-contexts.ts';
import { NodeNames } from '../../../src/snapshot/queries/node-names.ts';
import { SnapshotQueries } from '../../../src/snapshot/queries/snapshot-queries.ts';
import {
  type FilteredClass,
  type JudgedRetainer,
  judgeQueries,
  type QueryJudgement,
} from '../../support/oracle/judge-queries.ts';
import { isSampled } from '../../support/oracle/sampled.ts';

const everything = { from: 0, count: Number.MAX_SAFE_INTEGER };

export const openFile = (file: string): Promise<OpenSnapshot> => openSnapshot(createReadStream(file), { file });

/**
 * Asks the same questions of a snapshot as the views do, and compares every answer with that of DevTools' own engine.
 * @param base an earlier snapshot of the same heap: what came and went since is asked as well, and also the other way round.
 */
export async function assertSameAnswers(file: string, base?: string): Promise<SnapshotQueries> {
  const [open, judgement] = await Promise.all([openFile(file), judgeQueries(file, base)]);
  return assertAnswers(open, base === undefined ? null : await openFile(base), judgement);
}

/** Compares the answers about a snapshot, and about what changed since its base, with those of an oracle. */
export function assertAnswers(
  open: OpenSnapshot,
  base: OpenSnapshot | null,
  judgement: QueryJudgement,
): SnapshotQueries {
  const queries = new SnapshotQueries(open);
  const { snapshot } = open.graph;
  const sampled = Array.from({ length: snapshot.nodeCount }, (_, node) => nodeOrdinal(node)).filter(node =>
    isSampled(node, snapshot.nodeCount),
  );
  const edgesOf = (node: (typeof sampled)[number]) =>
    queries.edges(node, { by: 'retainedSize', ascending: false, thenBy: 'id' }, everything).rows.map(row => row.edge);

  assert.equal(namesDigest(open.graph), judgement.names);
  assert.deepEqual(
    sampled.map(node => retainersOf(queries, node)),
    judgement.retainers,
  );
  assert.deepEqual(sampled.map(edgesOf), judgement.edges);
  assert.deepEqual(
    sampled.map(node => queries.dominators(node).map(row => row.node)),
    judgement.dominators,
  );
  for (const [name, filter] of Object.entries(filters)) {
    assert.deepEqual(filtered(queries.classes(filter)), judgement.filters[name], name);
  }
  assert.deepEqual(filtered(queries.classes({ kind: 'ids', above: 1000, upTo: 20_000 })), judgement.idRange);
  assert.deepEqual(
    queries
      .duplicateStrings(everything)
      .rows.map(({ text, count, shallowSize, retainedSize, isTruncated }) => ({
        text,
        count,
        shallowSize,
        retainedSize,
        isTruncated,
      }))
      .sort(byJson),
    judgement.duplicateStrings.toSorted(byJson),
  );
  assert.deepEqual(
    queries.search({ text: 'OB' }, everything).rows.map(({ id }) => id),
    judgement.found,
  );
  assert.deepEqual(contextSizes(open.graph), judgement.contexts);
  const { time, lastAssignedId, liveSize } = queries.timelineTicks();
  const { timestamps, lastAssignedIds, sizes } = judgement.ticks ?? {
    timestamps: [],
    lastAssignedIds: [],
    sizes: [],
  };
  assert.deepEqual([[...time], [...lastAssignedId], [...liveSize]], [timestamps, lastAssignedIds, sizes]);
  const allocations = queries.allocations();
  assert.deepEqual(
    allocations && sorted(functionsOf(allocations)),
    judgement.allocations && sorted(judgement.allocations),
  );
  // DevTools reads most names of functions from the source text; ours stand in the snapshot.
  const withoutName = (scopes: readonly DeadScope[]) => scopes.map(({ functionName, ...scope }) => scope);
  const [ours, theirs] = [queries.deadVariables(), judgement.deadScopes];
  assert.deepEqual(inAnyOrder(withoutName(ours)), inAnyOrder(withoutName(theirs)));
  const named = theirs.filter(({ functionName }) => functionName !== '').map(({ functionName }) => functionName);
  for (const name of named) assert.ok(ours.some(({ functionName }) => functionName === name));
  if (base !== null) {
    const rowsOf = (from: OpenSnapshot, to: OpenSnapshot) => new Comparison(from, to).rows.toSorted(byKey);
    assert.deepEqual(rowsOf(base, open), judgement.differences?.sinceBase);
    assert.deepEqual(rowsOf(open, base), judgement.differences?.backToBase);
  }
  queries.ignoreRetainers(judgement.ignoring.ignored.map(nodeOrdinal));
  assert.deepEqual(
    sampled.map(node => retainersOf(queries, node)),
    judgement.ignoring.retainers,
  );
  return queries;
}

const filters: Readonly<Record<string, NodeFilter>> = {
  duplicatedStrings: { kind: 'duplicated strings' },
  objectsRetainedByDetachedDomNodes: { kind: 'held by', holder: 'detached DOM' },
  objectsRetainedByContexts: { kind: 'held by', holder: 'contexts' },
  objectsRetainedByConsole: { kind: 'held by', holder: 'console' },
  objectsRetainedByEventHandlers: { kind: 'held by', holder: 'event handlers' },
  sharedNativeContext: { kind: 'native context', of: 'shared' },
  noNativeContext: { kind: 'native context', of: 'none' },
};

function namesDigest(graph: HeapGraph): string {
  const hash = createHash('sha256');
  const names = new NodeNames(graph);
  for (let node = 0; node < graph.snapshot.nodeCount; node++) hash.update(JSON.stringify(names.nameOf(node)));
  return hash.digest('hex');
}

function retainersOf(queries: SnapshotQueries, node: ReturnType<typeof nodeOrdinal>): JudgedRetainer[] {
  const { rows } = queries.retainers(node, { by: 'distance', ascending: true, thenBy: 'id' }, everything);
  return rows.map(({ edge, name, type, node: source, isIgnored }) => {
    return { edge, name, type, source: source.node, distance: source.distance, isIgnored };
  });
}

function filtered(rows: readonly ClassRow[]): FilteredClass[] {
  return rows
    .map(({ key, count, shallowSize, retainedSize, distance }) => ({ key, count, shallowSize, retainedSize, distance }))
    .sort(byKey);
}

/** Functions with their callers, in the shape of the oracle. */
function functionsOf(allocations: AllocationProfile) {
  const figures = ({ function: of, count, size, liveCount, liveSize }: AllocationRow) => {
    const { functionName: name, scriptName, line, column } = of;
    return { name, scriptName, line, column, count, size, liveCount, liveSize };
  };
  return allocations.functions().map(row => ({
    ...figures(row),
    callers: allocations.callers(row.traceNodeIds, 1).map(figures),
  }));
}

/** What is equal in size comes in any order. */
const sorted = <Row extends { readonly callers?: readonly unknown[] }>(rows: readonly Row[]): Row[] =>
  rows.map(row => (row.callers ? { ...row, callers: row.callers.toSorted(byJson) } : row)).sort(byJson);

/** The same for scopes, their contexts and variables. */
type UnnamedScope = Omit<DeadScope, 'functionName'>;

const inAnyOrder = (scopes: readonly UnnamedScope[]): UnnamedScope[] =>
  scopes
    .map(scope => ({
      ...scope,
      contexts: scope.contexts
        .map(context => ({ ...context, variables: context.variables.toSorted(byJson) }))
        .sort(byJson),
    }))
    .sort(byJson);

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);
const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
