import type { ClassTable } from './class-table.ts';
import { buildClasses } from './classes/build-classes.ts';
import { buildGraph } from './graph/build-graph.ts';
import type { HeapGraph } from './heap-graph.ts';
import { namingMemory } from './memory/memory-short.ts';
import { parseSnapshot } from './parse/parse-snapshot.ts';
import type { ParseOptions } from './parse/snapshot-parser.ts';
import { doneBefore, ofFirstPart, tell, type Watch } from './progress.ts';

/** A snapshot that is ready for every question. */
export interface OpenSnapshot {
  readonly graph: HeapGraph;
  readonly classes: ClassTable;
}

/**
 * Reads a heap snapshot or allocation timeline and works out its sizes and classes.
 * @throws HeapscopeError `file-invalid`, `memory-short`; Cancelled
 */
export async function openSnapshot(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseOptions,
  watch: Watch = {},
): Promise<OpenSnapshot> {
  return await namingMemory(options.file, async () => {
    const snapshot = await parseSnapshot(chunks, options, ofFirstPart(watch, doneBefore['following DOM nodes']));
    const graph = await buildGraph(snapshot, watch);
    await tell(watch, 'naming classes', doneBefore['naming classes']);
    return { graph, classes: buildClasses(graph) };
  });
}
