import { readBundleEnd } from '../../src/captures/bundle.ts';
import type { CaptureFile, FileFormat } from '../../src/captures/capture-summary.ts';
import { logFile } from '../../src/captures/library.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { readClasses } from '../../src/formats/classes.ts';
import { readV8Coverage } from '../../src/formats/coverage-v8.ts';
import { readCpuProfile } from '../../src/formats/cpuprofile.ts';
import { readDetached } from '../../src/formats/detached.ts';
import { mostGrowth, mostUnpacked } from '../../src/formats/gzip.ts';
import { readHeapProfile } from '../../src/formats/heapprofile.ts';
import { detectFormat } from '../../src/formats/index.ts';
import { FileShape } from '../../src/formats/json-shape.ts';
import { headLength } from '../../src/formats/snapshot-header.ts';
import { scanLog } from '../../src/recording/log.ts';
import { bytes } from '../../src/units.ts';
import type { ImportTarget } from './import-target.ts';

/** Files of Heapscope's own go by the names that it gives them. */
const ownNames: Partial<Record<FileFormat, string>> = {
  'heapscope-log': logFile,
  classes: 'classes.json',
  detached: 'detached.json',
};

/** What the background needs to list an imported file: the parameters of `adopt-import`. */
export interface ImportedFile {
  readonly captureId: string;
  readonly file: CaptureFile;
  /** What it was called where it came from. */
  readonly fileName: string;
}

/** V8's longest string. Profiles and coverage are read as one text; snapshots and logs are not. */
const longestText = 2 ** 29 - 24;

/**
 * Streams a file into the library, unpacked when it is gzip, and checks it: profiles and coverage whole, a snapshot by its head and its end,
 * a log by its header. A file that is refused leaves nothing behind.
 * @throws HeapscopeError `file-invalid`, `storage-full`
 */
export async function importFile(file: File, target: ImportTarget): Promise<ImportedFile> {
  try {
    const format = await receive(file, target);
    const content = await target.content();
    const table = format === 'heapscope-log' ? await readBundleEnd(content, file.name) : null;
    const main = table ? content.slice(0, table.log) : content;
    await check(main, format, file.name);
    if (table) {
      for (const { name, from, to } of table.files) await target.extract(name, content.slice(from, to));
      await target.shorten(table.log);
    }
    const name = ownNames[format] ?? `profile.${format}`;
    await target.finish(name);
    const imported = { format, name, bytes: bytes(main.size), isolate: null };
    return { captureId: target.captureId, file: imported, fileName: file.name };
  } catch (error) {
    await target.discard();
    throw error;
  }
}

/** Writes the file and tells its format. One that is of no use is refused at its first bytes. */
async function receive(file: File, target: ImportTarget): Promise<FileFormat> {
  let format: FileFormat | null = null;
  let head = new Uint8Array(0);
  for await (const piece of await unpacked(file)) {
    if (!format) {
      head = joined(head, piece);
      if (head.length >= headLength) format = detectFormat(head, file.name);
    }
    target.write(piece);
  }
  return format ?? detectFormat(head, file.name);
}

async function unpacked(file: File): Promise<AsyncIterable<Uint8Array<ArrayBuffer>>> {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  return isGzip ? gunzipped(file) : file.stream();
}

async function* gunzipped(file: File): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const shape = new FileShape(file.name, 'gzip');
  const most = mostUnpacked(file.size);
  let size = 0;
  try {
    for await (const piece of file.stream().pipeThrough(new DecompressionStream('gzip'))) {
      size += piece.length;
      if (size > most) shape.fail(`it grows to more than ${mostGrowth} times its size`, `byte ${most}`);
      yield piece;
    }
  } catch (cause) {
    // Whatever the receiver of a piece throws does not come here, so that anything else is the unpacking itself.
    if (cause instanceof HeapscopeError) throw cause;
    shape.fail('it cannot be unpacked', `byte ${size} of what is in it`, cause);
  }
}

async function check(content: Blob, format: FileFormat, fileName: string): Promise<void> {
  const shape = new FileShape(fileName, format);
  const text = () =>
    content.size > longestText
      ? shape.fail('it is longer than any text can be', `byte ${longestText}`)
      : content.text();
  switch (format) {
    case 'heapprofile':
      readHeapProfile(await text(), fileName);
      return;
    case 'cpuprofile':
      readCpuProfile(await text(), fileName);
      return;
    case 'coverage':
      readV8Coverage(await text(), fileName);
      return;
    case 'classes':
      readClasses(await text(), fileName);
      return;
    case 'detached':
      readDetached(await text(), fileName);
      return;
    case 'heapscope-log':
      scanLog(new Uint8Array(await content.arrayBuffer()), () => {}, fileName);
      return;
    default: {
      const end = await content.slice(-16).text();
      if (!/\}\s*$/.test(end)) shape.fail('it is cut off', `byte ${content.size}`);
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
