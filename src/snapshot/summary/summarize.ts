import { namingMemory } from '../memory/memory-short.ts';
import { readChunks } from '../parse/read-chunks.ts';
import type { ParseOptions } from '../parse/snapshot-parser.ts';
import type { Watch } from '../progress.ts';
import type { SnapshotSummary } from './snapshot-summary.ts';
import { SummaryLists } from './summary-lists.ts';

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
  return await namingMemory(options.file, () =>
    readChunks(chunks, options, (header, byteLength) => new SummaryLists(header, byteLength), watch),
  );
}
