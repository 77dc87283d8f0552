import type { HeapSnapshot } from '../heap-snapshot.ts';
import { tell, type Watch } from '../progress.ts';
import { type ParseOptions, SnapshotParser } from './snapshot-parser.ts';

/** Bytes between two looks at whether the caller still wants the result: some 10 ms of work. */
const bytesPerLook = 4 * 2 ** 20;

/**
 * Parses a heap snapshot or allocation timeline while its bytes come.
 * @throws HeapscopeError `file-invalid`; Cancelled
 */
export async function parseSnapshot(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseOptions,
  watch: Watch = {},
): Promise<HeapSnapshot> {
  const parser = new SnapshotParser(options);
  let nextLook = 0;
  for await (const chunk of chunks) {
    parser.write(chunk);
    if (parser.bytesRead < nextLook) continue;
    nextLook = parser.bytesRead + bytesPerLook;
    await tell(watch, parser.stage, parser.percent);
  }
  return parser.finish();
}
