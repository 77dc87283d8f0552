import { logFile } from '../../src/captures/library.ts';
import { heapprofLog } from '../../src/formats/heapprof-log.ts';
import { type HeapprofSet, wholePair } from '../../src/formats/heapprof-set.ts';
import { readHpd } from '../../src/formats/hpd.ts';
import { readHpm } from '../../src/formats/hpm.ts';
import { FileShape } from '../../src/formats/json-shape.ts';
import { bytes } from '../../src/units.ts';
import type { ImportedFile } from './import-file.ts';
import type { ImportTarget } from './import-target.ts';

/**
 * Puts a recording of heapprof into the library, as a recording of Heapscope's own: every view of those shows it. What is refused leaves
 * nothing behind.
 * @throws HeapscopeError `heapprof-incomplete`, `file-invalid`, `storage-full`
 */
export async function importHeapprof(set: HeapprofSet<File>, target: ImportTarget): Promise<ImportedFile> {
  try {
    const { stem, hpm, hpd } = wholePair(set);
    const head = readHpm(await bytesOf(hpm), hpm.name);
    const events = readHpd(await bytesOf(hpd));
    // It has no head to know it by: what has bytes and no event is something else.
    if (hpd.size > 0 && events.time.length === 0)
      new FileShape(hpd.name, 'heapprof data').fail('there is no whole event', 'byte 0');
    for (const piece of heapprofLog(head, events, stem)) target.write(piece);
    const { size } = await target.content();
    await target.finish(logFile);
    const file = { format: 'heapscope-log', name: logFile, bytes: bytes(size), isolate: null } as const;
    return { captureId: target.captureId, file, fileName: hpm.name };
  } catch (error) {
    await target.discard();
    throw error;
  }
}

const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
