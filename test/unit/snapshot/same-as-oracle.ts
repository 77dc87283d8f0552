import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ClassRow } from '../../../src/snapshot/class-table.ts';
import { aggregate } from '../../../src/snapshot/classes/aggregate.ts';
import { statisticsOf } from '../../../src/snapshot/classes/statistics.ts';
import { dominatorOf, type HeapGraph, retainedSizeOf } from '../../../src/snapshot/heap-graph.ts';
import { type OpenSnapshot, openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { NodeNames } from '../../../src/snapshot/queries/node-names.ts';
import { type JudgedClass, type Judgement, judge } from '../../support/oracle/judge.ts';

/** Opens a snapshot and compares every figure with what DevTools' own engine finds in the same file, node for node. */
export async function assertSameAsOracle(file: string): Promise<OpenSnapshot> {
  const [opened, judgement] = await Promise.all([openSnapshot(createReadStream(file), { file }), judge(file)]);
  assertFigures(opened, judgement);
  return opened;
}

/** Compares every figure of a snapshot with those of an oracle. */
export function assertFigures({ graph, classes }: OpenSnapshot, judgement: Judgement): void {
  assert.equal(graph.snapshot.nodeCount, judgement.nodeCount);
  assert.equal(graph.totalSize, judgement.totalSize);
  assert.deepEqual(
    {
      shallowSize: digest(Float64Array.from(graph.shallowSize)),
      retainedSize: digest(Float64Array.from(graph.shallowSize, (_, node) => retainedSizeOf(graph, node))),
      distance: digest(graph.distance),
      dominator: digest(graph.dominators.place.map((_, node) => dominatorOf(graph, node))),
      domState: digest(Uint32Array.from(graph.domState)),
      names: digest(allNames(graph)),
    },
    judgement.digests,
  );
  assert.deepEqual(classes.interfaces, judgement.interfaces);
  assert.deepEqual(aggregate(graph, classes).map(judged).sort(byKey), judgement.classes.toSorted(byKey));
  assert.deepEqual(statisticsOf(graph), judgement.statistics);
}

function allNames(graph: HeapGraph): Uint8Array {
  const names = new NodeNames(graph);
  const all = Array.from({ length: graph.snapshot.nodeCount }, (_, node) => names.nameOf(node));
  return new TextEncoder().encode(all.join('\n'));
}

function judged({ key, name, count, shallowSize, retainedSize, distance }: ClassRow): JudgedClass {
  return { key, name, count, shallowSize, retainedSize, distance };
}

const byKey = (a: JudgedClass, b: JudgedClass): number => (a.key < b.key ? -1 : 1);

function digest({ buffer, byteOffset, byteLength }: Float64Array | Int32Array | Uint32Array | Uint8Array): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}
