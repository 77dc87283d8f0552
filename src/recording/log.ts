import { FileShape } from '../formats/json-shape.ts';
import { bytes as asBytes, type Bytes } from '../units.ts';
import { utf8 } from '../utf8.ts';
import { ByteReader, UnreadableBytes } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { crc32 } from './crc32.ts';
import { GrowthCheck } from './growth-check.ts';
import { type LogMeta, readMeta } from './log-meta.ts';
import { type LogVersion, readRow, writeRow } from './row-codec.ts';
import type { Row } from './rows.ts';

export type { LogMeta } from './log-meta.ts';

/*
 * The log of a recording, all integers little-endian:
 *   header  "HSLOG\n", version (u16), length and CRC-32 of the meta (u32 each), the meta as UTF-8 JSON
 *   block   "HSBK", length and CRC-32 of the payload (u32 each), the payload: a count of rows, then the rows
 */
const headerMagic = 'HSLOG\n';
const blockMagic = 'HSBK';
const version: LogVersion = 2;
const headerStart = 16;
const blockStart = 12;

export interface Log {
  readonly meta: LogMeta;
  readonly rows: Row[];
  /** Bytes at the end that are no whole block: 0 unless writing was interrupted or the file was damaged. */
  readonly missing: number;
}

/** The start of a log, to be written once. */
export function encodeHeader(meta: LogMeta): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(meta));
  const bytes = new Uint8Array(headerStart + json.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(headerMagic));
  view.setUint16(6, version, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, crc32(json), true);
  bytes.set(json, headerStart);
  return bytes;
}

/** The rows of a stretch of time, to be appended in one write. */
export function encodeBlock(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const block = new BlockWriter();
  for (const row of rows) block.add(row);
  return block.take();
}

/** Collects rows for a block, encoded as they come. */
export class BlockWriter {
  #rows = new ByteWriter();
  #count = 0;

  /** Adds all of the row, or nothing of it when that throws: half a row would make the block and all that follows it unreadable. */
  add(row: Row): void {
    const { length } = this.#rows;
    try {
      writeRow(this.#rows, row);
    } catch (error) {
      this.#rows.truncate(length);
      throw error;
    }
    this.#count += 1;
  }

  /** Bytes of the rows so far. */
  get size(): Bytes {
    return asBytes(this.#rows.length);
  }

  /** The block, whole; the next one begins empty. */
  take(): Uint8Array<ArrayBuffer> {
    const count = new ByteWriter();
    count.count(this.#count);
    const head = count.view();
    const rows = this.#rows.view();
    const block = new Uint8Array(blockStart + head.length + rows.length);
    const payload = block.subarray(blockStart);
    payload.set(head);
    payload.set(rows, head.length);
    const view = new DataView(block.buffer);
    block.set(new TextEncoder().encode(blockMagic));
    view.setUint32(4, payload.length, true);
    view.setUint32(8, crc32(payload), true);
    this.#rows = new ByteWriter();
    this.#count = 0;
    return block;
  }
}

/**
 * Reads a log up to its last whole block, whatever follows it.
 * @param file name for the error.
 * @throws HeapscopeError `file-invalid` when the header cannot be read.
 */
export function readLog(bytes: Uint8Array, file?: string): Log {
  const rows: Row[] = [];
  const scanned = scanLog(bytes, row => rows.push(row), file);
  return { ...scanned, rows };
}

/** Reads a log as `readLog` does and hands each row on at once: a long recording is never there as rows in memory. */
export function scanLog(
  bytes: Uint8Array,
  take: (row: Row) => void,
  file = 'The recording',
): Pick<Log, 'meta' | 'missing'> {
  const scanner = new LogScanner(bytes, take, file);
  return { meta: scanner.meta, missing: bytes.length - scanner.end };
}

/** Reads a log that still grows: what is there first, the rest as it comes. */
export class LogScanner {
  readonly meta: LogMeta;
  readonly #version: LogVersion;
  readonly #check = new GrowthCheck();
  #end: number;

  /**
   * @param bytes the log so far.
   * @throws HeapscopeError `file-invalid` when the header cannot be read.
   */
  constructor(
    bytes: Uint8Array,
    private readonly take: (row: Row) => void,
    file = 'The recording',
  ) {
    const header = readHeader(bytes, file);
    this.meta = header.meta;
    this.#version = header.version;
    this.#end = header.end;
    this.read(bytes.subarray(header.end));
  }

  /** Where the last whole block ends. */
  get end(): number {
    return this.#end;
  }

  /** Takes the rows of the whole blocks in `bytes`, which begin at `end`. */
  read(bytes: Uint8Array): void {
    let at = 0;
    const next = () => readBlock(bytes.subarray(at), this.#version);
    for (let block = next(); block; block = next()) {
      if (!this.#check.take(block.rows)) break;
      for (const row of block.rows) this.take(row);
      at += block.length;
    }
    this.#end += at;
  }
}

function readHeader(bytes: Uint8Array, file: string): { meta: LogMeta; version: LogVersion; end: number } {
  const shape = new FileShape(file, 'Heapscope recording');
  if (!startsWith(bytes, headerMagic)) return shape.fail('it does not begin like one', 'byte 0');
  if (bytes.length < headerStart) return shape.fail('the header is cut off', `byte ${bytes.length}`);

  const view = viewOf(bytes);
  const found = view.getUint16(6, true);
  if (found !== 1 && found !== version) {
    return shape.fail(`its version is ${found}, and ${version} is the latest that is known`, 'byte 6');
  }
  const end = headerStart + view.getUint32(8, true);
  if (end > bytes.length) return shape.fail('the header is cut off', `byte ${bytes.length}`);
  const json = bytes.subarray(headerStart, end);
  if (crc32(json) !== view.getUint32(12, true)) return shape.fail('the checksum of the header is wrong', 'byte 12');
  return { meta: readMeta(utf8.decode(json), shape), version: found, end };
}

/** The block at the start of `bytes`; null when there is no whole, undamaged one. */
function readBlock(bytes: Uint8Array, version: LogVersion): { rows: Row[]; length: number } | null {
  if (bytes.length < blockStart || !startsWith(bytes, blockMagic)) return null;
  const view = viewOf(bytes);
  const length = blockStart + view.getUint32(4, true);
  if (length > bytes.length) return null;
  const payload = bytes.subarray(blockStart, length);
  if (crc32(payload) !== view.getUint32(8, true)) return null;
  const rows = readRows(new ByteReader(payload), version);
  return rows && { rows, length };
}

function readRows(payload: ByteReader, version: LogVersion): Row[] | null {
  try {
    const count = payload.length();
    const rows: Row[] = [];
    while (rows.length < count) rows.push(readRow(payload, version));
    return payload.remaining === 0 ? rows : null;
  } catch (error) {
    if (error instanceof UnreadableBytes) return null;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  for (let i = 0; i < magic.length; i++) if (bytes[i] !== magic.charCodeAt(i)) return false;
  return true;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
