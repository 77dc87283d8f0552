import { type ErrorReport, reportOf } from '../../src/errors/heapscope-error.ts';
import { type ImportedFile, importFile } from './import-file.ts';
import { openImportTarget } from './import-target.ts';

/** An error loses its code on the way between threads, so that it travels as a report. */
export type ImportOutcome =
  | { readonly ok: true; readonly imported: ImportedFile }
  | { readonly ok: false; readonly error: ErrorReport };

/** Imports a file into the library that panel and background share. For the analysis worker. */
export async function importIntoLibrary(file: File): Promise<ImportOutcome> {
  try {
    return { ok: true, imported: await importFile(file, await openImportTarget()) };
  } catch (error) {
    return { ok: false, error: reportOf(error) };
  }
}
