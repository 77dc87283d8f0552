import type { CaptureFile } from '../../src/captures/capture-summary.ts';
import type { FileStore, WritableFile } from '../../src/captures/file-store.ts';
import { pathIn } from '../../src/captures/library.ts';
import { type IsolateScriptSource, sourceLine, sourcesFile } from '../../src/captures/script-sources-file.ts';
import { bytes } from '../../src/units.ts';

/** Keeps the texts of scripts as they come, so that they outlive the page and the browser. Makes its file with the first. */
export class SourceWriter {
  readonly #waiting: IsolateScriptSource[] = [];
  #file: WritableFile | null = null;
  #opening: Promise<void> | null = null;
  #closed = false;

  constructor(
    private readonly store: FileStore,
    private readonly captureId: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  write(source: IsolateScriptSource): void {
    if (this.#closed) return;
    this.#waiting.push(source);
    this.#opening ??= this.#open();
    if (this.#file) this.#flush();
  }

  /** Answers the file, null when nothing was to be kept. */
  async close(): Promise<CaptureFile | null> {
    this.#closed = true;
    await this.#opening;
    if (!this.#file) return null;
    this.#file.close();
    return { format: 'sources', name: sourcesFile, bytes: bytes(this.#file.size), isolate: null };
  }

  async #open(): Promise<void> {
    try {
      this.#file = await this.store.create(pathIn(this.captureId, sourcesFile));
    } catch (error) {
      this.#closed = true;
      this.failed(error);
    }
    this.#flush();
  }

  /** Without the texts a recording is a recording all the same: what does not fit on the disk is left out, and told. */
  #flush(): void {
    try {
      for (const source of this.#waiting.splice(0)) this.#file?.write(new TextEncoder().encode(sourceLine(source)));
      this.#file?.flush();
    } catch (error) {
      this.#closed = true;
      this.failed(error);
    }
  }
}
