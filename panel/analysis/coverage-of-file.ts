import { readV8Coverage } from '../../src/formats/coverage-v8.ts';
import type { CoveredIsolate } from './coverage-view.ts';

/**
 * The coverage in a file of V8's own form, which does not say of what isolate.
 * @throws HeapscopeError `file-invalid`
 */
export function coverageOfFile(text: string, file: string): CoveredIsolate[] {
  return [{ label: '', ...readV8Coverage(text, file) }];
}
