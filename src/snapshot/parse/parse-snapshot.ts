import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { Watch } from '../progress.ts';
import { readChunks } from './read-chunks.ts';
import { SnapshotLists } from './snapshot-lists.ts';
import type { ParseOptions } from './snapshot-parser.ts';

/**
 * Parses a heap snapshot or allocation timeline while its bytes come.
 * @throws HeapscopeError `file-invalid`; Cancelled
 */
export async function parseSnapshot(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseOptions,
  watch: Watch = {},
): Promise<HeapSnapshot> {
  return await readChunks(chunks, options, (header, byteLength) => new SnapshotLists(header, byteLength), watch);
}
