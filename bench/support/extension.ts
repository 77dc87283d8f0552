import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/build/bundle.ts';
import { copies } from '../../scripts/build/entries.ts';
import { root } from '../../scripts/steps/paths.ts';

/** Builds the extension as it is released into a folder of the bench's own: what else is built meanwhile changes nothing. */
export async function buildForBench(folder: string): Promise<void> {
  await build({ ...bundleOptions('release'), outdir: folder, plugins: [] });
  for (const [target, source] of Object.entries(copies))
    await cp(join(root, source), join(folder, target), { recursive: true });
  await writeFile(join(folder, 'manifest.json'), await readFile(join(root, 'manifest.json')));
}
