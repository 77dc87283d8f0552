import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The text of a file of `test/samples`. */
export function sample(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../samples/${name}`, import.meta.url)), 'utf8');
}
