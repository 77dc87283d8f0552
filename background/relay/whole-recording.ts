import { bundleEnd } from '../../src/captures/bundle.ts';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { logFile, pathIn } from '../../src/captures/library.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { bytes } from '../../src/units.ts';

interface BlobStore {
  /** The file as a blob on disk, not in memory; null when there is none. */
  file(path: string): Promise<Blob | null>;
}

/** A recording with all its files as one blob, of which nothing is in memory. @throws HeapscopeError `capture-missing` */
export async function wholeRecording({ id, files }: CaptureSummary, store: BlobStore): Promise<Blob> {
  const read = async (name: string) => {
    const content = await store.file(pathIn(id, name));
    if (!content) throw new HeapscopeError('capture-missing', { id });
    return { name, content, bytes: bytes(content.size) };
  };
  const log = await read(logFile);
  const others = await Promise.all(files.filter(({ name }) => name !== logFile).map(({ name }) => read(name)));
  return new Blob([log.content, ...others.map(({ content }) => content), bundleEnd(log.bytes, others)]);
}
