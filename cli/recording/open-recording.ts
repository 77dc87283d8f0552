import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readBundleEnd } from '../../src/captures/bundle.ts';
import { readHeapprof } from '../../src/formats/heapprof.ts';
import { readHpd } from '../../src/formats/hpd.ts';
import { readHpm } from '../../src/formats/hpm.ts';
import { RecordedHistory } from '../../src/recording/history/history.ts';
import { HistoryReader } from '../../src/recording/history/reader.ts';
import { scanLog } from '../../src/recording/log.ts';
import { Refusal } from '../refusal.ts';

export interface Recording {
  readonly reader: HistoryReader;
  /** Address of the page; empty for a recording of heapprof. */
  readonly url: string;
  readonly title: string;
  /** Bytes at the end of the file that are no whole block. */
  readonly missing: number;
}

/**
 * Opens a recording as Heapscope exports it, its log alone, or heapprof's `.hpm` with the `.hpd` beside it.
 * @throws Refusal; HeapscopeError `file-invalid`
 */
export async function openRecording(path: string): Promise<Recording> {
  const file = basename(path);
  const bytes = await bytesOf(path);
  if (path.endsWith('.hpm')) {
    const hpm = readHpm(bytes, file);
    const history = readHeapprof(hpm, readHpd(await bytesOf(path.replace(/m$/, 'd'))));
    const reader = new HistoryReader(history, { startedAt: hpm.startedAt, sampling: null });
    return { reader, url: '', title: file, missing: 0 };
  }
  const bundle = await readBundleEnd(new Blob([bytes]), file);
  const history = new RecordedHistory('all');
  const log = bundle ? bytes.subarray(0, bundle.log) : bytes;
  const { meta, missing } = scanLog(log, row => history.apply(row), file);
  const { startedAt, options, url, title } = meta;
  const reader = new HistoryReader(history, { startedAt, sampling: options.sampling });
  if (history.events.pollCount === 0) throw new Refusal(`${file} has no allocation sampling in it.`);
  return { reader, url, title, missing };
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw new Refusal(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}
