import { type ErrorReport, reportOf } from '../../src/errors/heapscope-error.ts';
import type { HeapprofSet } from '../../src/formats/heapprof-set.ts';
import { type ImportedFile, importFile } from './import-file.ts';
import { importHeapprof } from './import-heapprof.ts';
import { openImportTarget } from './import-target.ts';

/** An error loses its code on the way between threads, so that it travels as a report. */
export type ImportOutcome =
  | { readonly ok: true; readonly imported: ImportedFile }
  | { readonly ok: false; readonly error: ErrorReport };

/** What becomes one capture: a file, or those of a heapprof recording. */
export type ImportSource = File | HeapprofSet<File>;

/** Imports into the library that panel and background share. For the analysis worker. */
export async function importIntoLibrary(source: ImportSource): Promise<ImportOutcome> {
  try {
    const target = await openImportTarget();
    const imported = source instanceof File ? importFile(source, target) : importHeapprof(source, target);
    return { ok: true, imported: await imported };
  } catch (error) {
    return { ok: false, error: reportOf(error) };
  }
}
