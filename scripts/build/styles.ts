import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type BuildOptions, build, type OutputFile, type Plugin } from 'esbuild';
import { root } from '../steps/paths.ts';
import { splitBundles } from './entries.ts';

/**
 * The styles of the panel in two files, that of the first load and that of all views that come later:
 * esbuild would give each chunk a style sheet that nothing loads. The second is loaded by `panel/views/late-styles.ts`.
 */
export function styleOptions(common: BuildOptions): BuildOptions[] {
  const styles = (out: string, plugins: Plugin[]): BuildOptions => ({
    ...common,
    entryPoints: [{ out, in: splitBundles.panel }],
    sourcemap: false,
    write: false,
    plugins: [...plugins, writeStyles],
  });
  return [styles('panel', [withoutLaterParts]), styles('panel-late', [withoutFirstStyles(common)])];
}

const withoutLaterParts: Plugin = {
  name: 'leave out what is loaded later',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

const withoutFirstStyles = (common: BuildOptions): Plugin => ({
  name: 'leave out the styles of the first load',
  setup({ onStart, onLoad }) {
    let first: ReadonlySet<string> = new Set();
    onStart(async () => {
      const { metafile } = await build({
        ...common,
        entryPoints: [splitBundles.panel],
        write: false,
        metafile: true,
        plugins: [withoutLaterParts],
      });
      first = new Set(Object.keys(metafile.inputs).map(path => resolve(root, path)));
    });
    onLoad({ filter: /\.css$/ }, ({ path }) => (first.has(path) ? { contents: '', loader: 'css' } : undefined));
  },
});

const writeStyles: Plugin = {
  name: 'write styles and nothing else',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, contents } of outputFiles.filter(isStyleSheet)) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, contents);
      }
    });
  },
};

const isStyleSheet = ({ path }: OutputFile): boolean => path.endsWith('.css');
