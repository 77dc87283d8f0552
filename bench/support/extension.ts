import { build } from 'esbuild';
import { bundleOptions, copyFiles } from '../../scripts/build/bundle.ts';

/** Builds the extension as it is released into a folder of the bench's own: what else is built meanwhile changes nothing. */
export async function buildForBench(folder: string): Promise<void> {
  await Promise.all(bundleOptions('release', folder).map(options => build(options)));
  await copyFiles(folder);
}
