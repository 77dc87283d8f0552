import { chmod } from 'node:fs/promises';
import { build } from 'esbuild';
import { Failure } from '../steps/failure.ts';
import { cliProgram, root } from '../steps/paths.ts';

/** Bundles the command line program into one file that Node runs without anything else. */
export async function buildCli(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts'],
    outfile: cliProgram,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'warning',
  }).catch(() => {
    throw new Failure('The command line program was not built: mend the errors above.');
  });
  await chmod(cliProgram, 0o755);
}
