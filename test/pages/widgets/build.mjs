import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = name => fileURLToPath(new URL(name, import.meta.url));

/** Bundles the demo page of the widgets into .cache/widgets; open index.html in a browser afterwards. */
export async function buildDemo() {
  await build({
    entryPoints: [here('demo.tsx')],
    outdir: here('../../../.cache/widgets'),
    bundle: true,
    sourcemap: 'inline',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildDemo();
