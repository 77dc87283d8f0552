import { FileShape } from '../../formats/json-shape.ts';
import { readSnapshotHeader, type SnapshotHeader } from '../../formats/snapshot-header.ts';
import type { Stage } from '../progress.ts';
import { AnyValue } from './any-value.ts';
import type { FileLists, ListsOf } from './file-lists.ts';
import { code, isSpace, Malformed, show, type ValueReader } from './value-reader.ts';

export interface ParseOptions {
  /** Name of the file, for error messages. */
  readonly file: string;
  /** Size of the unpacked file in bytes where it is known: counts in the header are then checked against it. */
  readonly byteLength?: number | undefined;
  /** Most bytes that are read, against files that unpack to more than anybody has memory for; 32 GB unless told otherwise. */
  readonly mostBytes?: number | undefined;
}

/** V8's header is 2 KB; one that is longer than this is none. */
const longestHeader = 1 << 20;
const longestKey = 256;
const mostBytes = 32 * 2 ** 30;

enum State {
  Start,
  KeyOrEnd,
  Key,
  KeyText,
  Colon,
  Value,
  AfterValue,
  End,
}

/**
 * Reads a heap snapshot from the bytes of its file, which come in pieces of any size: from a disk, or from Chrome while it is still sending.
 * What is made of them is up to its lists: the whole snapshot, or a summary.
 * A piece may be used for something else once `write` has returned.
 */
export class SnapshotParser<Result> {
  readonly #shape: FileShape;
  #state: State = State.Start;
  #key = '';
  #reader: ValueReader | null = null;
  #header: AnyValue | null = null;
  #lists: FileLists<Result> | null = null;
  /** Bytes that have come before the piece that is being read. */
  #before = 0;

  constructor(
    private readonly options: ParseOptions,
    private readonly listsOf: ListsOf<Result>,
  ) {
    this.#shape = new FileShape(options.file, 'heapsnapshot');
  }

  /** Bytes that have been read. */
  get bytesRead(): number {
    return this.#before;
  }

  /** What is being read now. */
  get stage(): Stage {
    return this.#lists?.stage ?? 'reading the header';
  }

  /** How much of it has been read, 0 to 100; null when that is not known. */
  get percent(): number | null {
    const { byteLength } = this.options;
    if (byteLength) return Math.min(100, (this.#before / byteLength) * 100);
    return this.#lists?.percent ?? null;
  }

  /** @throws HeapscopeError `file-invalid`, with the place in the file */
  write(bytes: Uint8Array): void {
    const limit = this.options.mostBytes ?? mostBytes;
    if (this.#before + bytes.length > limit) {
      this.#shape.fail(`it has more than the ${limit} bytes that are allowed`, `byte ${limit}`);
    }
    if (this.#before === 0 && isGzip(bytes)) this.#shape.fail('it is packed with gzip; unpack it first', 'byte 0');
    try {
      this.#read(bytes);
    } catch (error) {
      this.#explain(error);
    }
    this.#before += bytes.length;
  }

  /**
   * The result, when all bytes have been written.
   * @throws HeapscopeError `file-invalid`
   */
  finish(): Result {
    if (this.#state !== State.End || this.#lists === null) {
      const where = this.#reader || this.#key ? `"${this.#key}"` : 'its top';
      return this.#shape.fail('it ends too early', `byte ${this.#before}, in ${where}`);
    }
    try {
      return this.#lists.result();
    } catch (error) {
      return this.#explain(error);
    }
  }

  #read(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#reader !== null) {
        at = this.#reader.read(bytes, at);
        if (at === -1) return;
        this.#endValue();
        continue;
      }
      this.#take(bytes[at] as number, at);
      // A value's reader wants its first byte too.
      if (this.#reader === null) at++;
    }
  }

  /** Takes one byte of the object that the file is. */
  #take(byte: number, at: number): void {
    if (this.#state === State.KeyText) return this.#takeKey(byte, at);
    if (isSpace(byte)) return;
    switch (this.#state) {
      case State.Start:
        if (byte !== code.openBrace) throw new Malformed(`${show(byte)} stands where "{" belongs`, at, 'its top');
        this.#state = State.KeyOrEnd;
        return;
      case State.KeyOrEnd:
      case State.Key:
        if (byte === code.closeBrace && this.#state === State.KeyOrEnd) {
          this.#state = State.End;
          return;
        }
        if (byte !== code.quote) throw new Malformed(`${show(byte)} stands where a field begins`, at, 'its top');
        this.#key = '';
        this.#state = State.KeyText;
        return;
      case State.Colon:
        if (byte !== code.colon) throw new Malformed(`${show(byte)} stands where ":" belongs`, at, `"${this.#key}"`);
        this.#state = State.Value;
        return;
      case State.Value:
        this.#reader = this.#readerOf(this.#key, at);
        return;
      case State.AfterValue:
        if (byte === code.comma) this.#state = State.Key;
        else if (byte === code.closeBrace) this.#state = State.End;
        else throw new Malformed(`${show(byte)} stands behind a field`, at, `"${this.#key}"`);
        return;
      case State.End:
        throw new Malformed(`${show(byte)} stands behind its end`, at, 'its top');
    }
  }

  #takeKey(byte: number, at: number): void {
    if (byte === code.quote) this.#state = State.Colon;
    else if (this.#key.length === longestKey) throw new Malformed('the name of a field is too long', at, 'its top');
    else this.#key += String.fromCharCode(byte);
  }

  #readerOf(key: string, at: number): ValueReader {
    if (this.#lists !== null) return this.#lists.readerOf(key, at) ?? new AnyValue(key);
    if (key !== 'snapshot') throw new Malformed('"snapshot" is not its first field', at, 'its top');
    this.#header = new AnyValue('snapshot', longestHeader);
    return this.#header;
  }

  #endValue(): void {
    this.#reader = null;
    this.#state = State.AfterValue;
    if (this.#header === null) return;
    const header: SnapshotHeader = readSnapshotHeader(`{"snapshot":${this.#header.text}`, this.options.file);
    this.#header = null;
    this.#lists = this.listsOf(header, this.options.byteLength);
  }

  /** Adds the file and the place to what a reader said. */
  #explain(error: unknown): never {
    if (error instanceof Malformed) {
      return this.#shape.fail(error.problem, `byte ${this.#before + error.at}, ${error.field}`, error);
    }
    throw error;
  }
}

/** Whether bytes begin a gzip file, which the host has to unpack (DecompressionStream). */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
