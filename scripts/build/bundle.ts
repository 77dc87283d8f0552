import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { Failure } from '../steps/failure.ts';
import { extensionFolder, root } from '../steps/paths.ts';
import { bundles, copies } from './entries.ts';

/** Options of esbuild for the whole extension; a development build keeps names and carries its source maps inside. */
export function bundleOptions(mode: 'release' | 'development'): BuildOptions {
  const release = mode === 'release';
  return {
    absWorkingDir: root,
    entryPoints: Object.entries(bundles).map(([out, source]) => ({ out, in: source })),
    outdir: extensionFolder,
    bundle: true,
    format: 'esm',
    target: 'chrome125',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: release,
    sourcemap: release ? false : 'inline',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': release ? '"production"' : '"development"' },
    plugins: [copyAfterBuild],
  };
}

const copyAfterBuild: Plugin = {
  name: 'copy pages, icons and manifest',
  setup(build) {
    build.onEnd(({ errors }) => (errors.length === 0 ? copyFiles() : undefined));
  },
};

/** Starts from an empty folder, so that a file that is no longer made does not stay in the package. */
export async function emptyExtensionFolder(): Promise<void> {
  const missing = [...Object.values(bundles), ...Object.values(copies)].filter(path => !existsSync(join(root, path)));
  if (missing.length > 0)
    throw new Failure(
      `The extension cannot be built: ${missing.join(', ')} of scripts/build/entries.ts does not exist.`,
    );
  await rm(extensionFolder, { recursive: true, force: true });
  await mkdir(extensionFolder, { recursive: true });
}

async function copyFiles(): Promise<void> {
  for (const [target, source] of Object.entries(copies))
    await cp(join(root, source), join(extensionFolder, target), { recursive: true });
  const [manifest, { version }] = await Promise.all([readJson('manifest.json'), readJson('package.json')]);
  await writeFile(join(extensionFolder, 'manifest.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
}

const readJson = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(root, path), 'utf8'));
