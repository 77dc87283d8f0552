import { tell, type Watch } from '../progress.ts';
import type { ListsOf } from './file-lists.ts';
import { type ParseOptions, SnapshotParser } from './snapshot-parser.ts';

/** Bytes between two looks at whether the caller still wants the result: some 10 ms of work. */
const bytesPerLook = 4 * 2 ** 20;

/**
 * Reads a file while its bytes come.
 * @param listsOf what is made of its lists.
 * @throws HeapscopeError `file-invalid`; Cancelled
 */
export async function readChunks<Result>(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseOptions,
  listsOf: ListsOf<Result>,
  watch: Watch,
): Promise<Result> {
  const parser = new SnapshotParser(options, listsOf);
  let nextLook = 0;
  for await (const chunk of chunks) {
    parser.write(chunk);
    if (parser.bytesRead < nextLook) continue;
    nextLook = parser.bytesRead + bytesPerLook;
    await tell(watch, parser.stage, parser.percent);
  }
  return parser.finish();
}
