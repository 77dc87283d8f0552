import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { Failure } from '../steps/failure.ts';
import { extensionFolder, root } from '../steps/paths.ts';
import { bundles, copies, splitBundles } from './entries.ts';
import { styleOptions } from './styles.ts';

/**
 * Options of esbuild for each part of the extension; a development build keeps names and carries its source maps inside.
 * The parts are built apart, so that no chunk is shared: each page and each worker loads its own files and no more.
 */
export function bundleOptions(mode: 'release' | 'development', folder = extensionFolder): BuildOptions[] {
  const release = mode === 'release';
  const common: BuildOptions = {
    absWorkingDir: root,
    outdir: folder,
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
  };
  const split = Object.entries(splitBundles).map(([out, source]) => ({
    ...common,
    entryPoints: [{ out, in: source }],
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    plugins: [withoutStyles, firstLoadTogether(join(root, source))],
  }));
  return [{ ...common, entryPoints: entryPoints(bundles) }, ...split, ...styleOptions(common)];
}

const entryPoints = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([out, source]) => ({ out, in: source }));

const withoutStyles: Plugin = {
  name: 'leave out styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, () => ({ contents: '', loader: 'empty' }));
  },
};

/**
 * Keeps what a bundle needs at first in one file. esbuild makes a chunk of whatever the same set of entries reaches, which would tear
 * the first load into dozens: so each part that comes later is made to reach all of it.
 */
function firstLoadTogether(entry: string): Plugin {
  const namespace = 'later';
  return {
    name: 'keep the first load together',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
        kind === 'dynamic-import' ? { namespace, path: join(resolveDir, path) } : undefined,
      );
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: `import ${JSON.stringify(entry)}; export * from ${JSON.stringify(path)};`,
        resolveDir: root,
      }));
    },
  };
}

/** Starts from an empty folder, so that a file that is no longer made does not stay in the package. */
export async function emptyExtensionFolder(): Promise<void> {
  const sources = [bundles, splitBundles, copies].flatMap(paths => Object.values(paths));
  const missing = sources.filter(path => !existsSync(join(root, path)));
  if (missing.length > 0)
    throw new Failure(
      `The extension cannot be built: ${missing.join(', ')} of scripts/build/entries.ts does not exist.`,
    );
  await rm(extensionFolder, { recursive: true, force: true });
  await mkdir(extensionFolder, { recursive: true });
}

/** Pages, icons and the manifest with its version. */
export async function copyFiles(folder = extensionFolder): Promise<void> {
  for (const [target, source] of Object.entries(copies))
    await cp(join(root, source), join(folder, target), { recursive: true });
  const [manifest, { version }] = await Promise.all([readJson('manifest.json'), readJson('package.json')]);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
}

const readJson = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(root, path), 'utf8'));
