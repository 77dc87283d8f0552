import { readPassing } from '../parse/passing-lists.ts';
import type { ParseOptions } from '../parse/snapshot-parser.ts';
import type { Watch } from '../progress.ts';
import { ClassCounter } from './class-counter.ts';
import type { SnapshotSummary } from './snapshot-summary.ts';

/**
 * Reads a heap snapshot or allocation timeline once and keeps what its classes come to, for when there is no memory for the whole:
 * what it takes grows with the number of distinct names of objects and nodes of the host, not with that of the objects.
 * @throws HeapscopeError `file-invalid`, as the full engine says of the same file; `memory-short`; Cancelled
 */
export async function summarize(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseOptions,
  watch: Watch = {},
): Promise<SnapshotSummary> {
  return await readPassing(chunks, options, (layout, nodes) => new ClassCounter(layout, nodes), watch);
}
