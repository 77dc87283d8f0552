import { FileShape } from '../formats/json-shape.ts';
import { type Bytes, bytes } from '../units.ts';
import { utf8 } from '../utf8.ts';
import type { CaptureFile } from './capture-summary.ts';
import { sourcesFile } from './script-sources-file.ts';

/*
 * A `.heapscope` file is a recording with everything that belongs to it, one after the other:
 *   the log (see `src/recording/log.ts`), each of the other files, then
 *   the table: UTF-8 JSON `{"log": bytes, "files": [{"name", "bytes"}]}`, its length (u32, little-endian), "HSEND\n"
 * A log alone is a `.heapscope` file, too.
 */
const ending = 'HSEND\n';
/** Length of what follows the table. */
const endingLength = 4 + ending.length;
/** Far more than the table of any recording; a length that says otherwise is none. */
const longestTable = 2 ** 20;

/** Where a file lies within a bundle. */
export interface BundledFile {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface BundleTable {
  /** Length of the log, which is at the start. */
  readonly log: Bytes;
  readonly files: readonly BundledFile[];
}

/** As much of a `Blob` as is needed here. */
export interface Sliceable {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What stands behind the files of a bundle. @param files in the order in which they follow the log. */
export function bundleEnd(log: Bytes, files: readonly Pick<CaptureFile, 'name' | 'bytes'>[]): Uint8Array<ArrayBuffer> {
  const table = { log, files: files.map(({ name, bytes: size }) => ({ name, bytes: size })) };
  const json = new TextEncoder().encode(JSON.stringify(table));
  const end = new Uint8Array(json.length + endingLength);
  end.set(json);
  new DataView(end.buffer).setUint32(json.length, json.length, true);
  end.set(new TextEncoder().encode(ending), json.length + 4);
  return end;
}

/**
 * The table at the end of a bundle; null for a log alone.
 * @param file name for the error.
 * @throws HeapscopeError `file-invalid` when the table does not fit its file.
 */
export async function readBundleEnd(content: Sliceable, file: string): Promise<BundleTable | null> {
  const atEnd = content.size - endingLength;
  if (atEnd < 0) return null;
  const end = new Uint8Array(await content.slice(atEnd, content.size).arrayBuffer());
  if (utf8.decode(end.subarray(4)) !== ending) return null;

  const shape = new FileShape(file, 'Heapscope recording');
  const length = new DataView(end.buffer).getUint32(0, true);
  const start = atEnd - length;
  if (length > longestTable || start < 0) return shape.fail('its table of files is damaged', `byte ${atEnd}`);
  const table = shape.parse(utf8.decode(new Uint8Array(await content.slice(start, atEnd).arrayBuffer())));
  const log = bytes(shape.count(table['log'], 'log'));
  let from: number = log;
  const files = shape.array(table['files'], 'files').map((value, i): BundledFile => {
    const { name, bytes: size } = shape.object(value, `files[${i}]`);
    const begin = from;
    from += shape.count(size, `files[${i}].bytes`);
    return { name: plainName(shape, name, `files[${i}].name`), from: begin, to: from };
  });
  if (from !== start) return shape.fail('its files do not fill it', `byte ${from}`);
  return { log, files };
}

/** Only what Heapscope calls its files: a name must not lead out of its folder, nor hide another file. */
function plainName(shape: FileShape, value: unknown, where: string): string {
  const name = shape.string(value, where);
  const isOurs = /^profile(-\d+)?\.[a-z]+$/.test(name) || name === sourcesFile;
  return isOurs ? name : shape.fail(`"${name}" is no file of a recording`, where);
}
