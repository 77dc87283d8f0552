import { build } from 'esbuild';
import { Failure } from '../steps/failure.ts';
import { bundleOptions, copyFiles, emptyExtensionFolder } from './bundle.ts';
import { buildCli } from './cli.ts';

/** `npm run build [-- --dev]`: makes `dist/extension` and `dist/cli`. */
export default async function main(args: readonly string[]): Promise<void> {
  await buildExtension(args.includes('--dev') ? 'development' : 'release');
  await buildCli();
  console.log('Built dist/extension and dist/cli.');
}

export async function buildExtension(mode: 'release' | 'development'): Promise<void> {
  await emptyExtensionFolder();
  await Promise.all(bundleOptions(mode).map(options => build(options))).catch(() => {
    throw new Failure('The extension was not built: mend the errors above.');
  });
  await copyFiles();
}
