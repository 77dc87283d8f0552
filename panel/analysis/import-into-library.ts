import type { HeapprofSet } from '../../src/formats/heapprof-set.ts';
import { type ImportedFile, importFile } from './import-file.ts';
import { importHeapprof } from './import-heapprof.ts';
import { openImportTarget } from './import-target.ts';

/** What becomes one capture: a file, or those of a heapprof recording. */
export type ImportSource = File | HeapprofSet<File>;

/** Imports into the library that panel and background share. For the analysis worker. @throws HeapscopeError as `importFile` and `importHeapprof` */
export async function importIntoLibrary(source: ImportSource): Promise<ImportedFile> {
  const target = await openImportTarget();
  return source instanceof File ? await importFile(source, target) : await importHeapprof(source, target);
}
