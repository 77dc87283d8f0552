import { buildExtension } from '../build/main.ts';
import { extensionFolder, packagesFolder } from '../steps/paths.ts';
import { runTool } from '../steps/run.ts';

/** `npm run package`: a zip for the stores in `dist/packages`, from a fresh release build. */
export default async function main(): Promise<void> {
  await buildExtension('release');
  await runTool(
    'web-ext',
    [
      'build',
      `--source-dir=${extensionFolder}`,
      `--artifacts-dir=${packagesFolder}`,
      '--overwrite-dest',
      '--no-config-discovery',
    ],
    'web-ext did not make the package: see its message above.',
  );
}
