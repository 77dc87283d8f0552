import type { FileStore } from '../../src/captures/file-store.ts';
import type { SnapshotSink } from '../../src/captures/snapshot-sink.ts';
import { WholeFile } from '../../src/captures/whole-file.ts';
import type { Bytes } from '../../src/units.ts';

/** Room for one chunk of V8 (about 1 MiB of characters); a longer one is written in pieces. */
const bufferSize = 2 * 1024 * 1024;

/** Writes snapshot chunks to a file as UTF-8, through one buffer that is used again for every chunk. */
export class FileSnapshotSink implements SnapshotSink {
  readonly #encoder = new TextEncoder();
  readonly #buffer = new Uint8Array(bufferSize);

  private constructor(private readonly file: WholeFile) {}

  /** Until it is closed the file stands beside the path, unfinished. */
  static async open(store: FileStore, path: string): Promise<FileSnapshotSink> {
    return new FileSnapshotSink(await WholeFile.create(store, path));
  }

  write(chunk: string): void {
    let rest = chunk;
    while (rest.length > 0) {
      const { read, written } = this.#encoder.encodeInto(rest, this.#buffer);
      this.file.write(this.#buffer.subarray(0, written));
      rest = rest.length === read ? '' : rest.slice(read);
    }
  }

  async close(): Promise<Bytes> {
    return await this.file.finish();
  }

  async abort(): Promise<void> {
    await this.file.discard();
  }
}
