import type { WritableFile } from '../../src/captures/file-store.ts';
import type { SnapshotSink } from '../../src/captures/snapshot-sink.ts';
import { type Bytes, bytes } from '../../src/units.ts';

/** Room for one chunk of V8 (about 1 MiB of characters); a longer one is written in pieces. */
const bufferSize = 2 * 1024 * 1024;

/** Writes snapshot chunks to a file as UTF-8, through one buffer that is used again for every chunk. */
export class FileSnapshotSink implements SnapshotSink {
  readonly #encoder = new TextEncoder();
  readonly #buffer = new Uint8Array(bufferSize);

  constructor(private readonly file: WritableFile) {}

  write(chunk: string): void {
    let rest = chunk;
    while (rest.length > 0) {
      const { read, written } = this.#encoder.encodeInto(rest, this.#buffer);
      this.file.write(this.#buffer.subarray(0, written));
      rest = rest.length === read ? '' : rest.slice(read);
    }
  }

  async close(): Promise<Bytes> {
    this.file.flush();
    this.file.close();
    return bytes(this.file.size);
  }

  async abort(): Promise<void> {
    this.file.close();
  }
}
