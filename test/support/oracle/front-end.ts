import { createRequire } from 'node:module';
import path from 'node:path';
import * as esbuild from 'esbuild';

/** Bundles a program that imports Chrome DevTools' own sources as `devtools-front-end/…`, so that Node runs it. */
export async function bundleFrontEnd(entry: string, program: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const frontEnd = path.join(path.dirname(require.resolve('chrome-devtools-frontend/package.json')), 'front_end');
  await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    outfile: program,
    alias: { 'devtools-front-end': frontEnd },
    loader: { '.css': 'text' },
    banner: { js: hostOfTheFrontEnd },
    plugins: [withoutLocales],
  });
}

/** The few globals of a page that the engine's modules touch while they load. */
const hostOfTheFrontEnd = `
import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
Promise.withResolvers ??= function () { let resolve, reject; const promise = new Promise((a, b) => { resolve = a; reject = b; }); return { promise, resolve, reject }; };
globalThis.self = globalThis; globalThis.window = globalThis; globalThis.Node ??= class {};`;

/** The npm package lacks the generated list of locales. */
const withoutLocales: esbuild.Plugin = {
  name: 'without locales',
  setup(build) {
    build.onResolve({ filter: /locales\.js$/ }, ({ path: wanted }) => ({ path: wanted, namespace: 'no-locales' }));
    build.onLoad({ filter: /.*/, namespace: 'no-locales' }, () => ({
      contents:
        'export const LOCALES = [], BUNDLED_LOCALES = [], DEFAULT_LOCALE = "en-US", REMOTE_FETCH_PATTERN = "", LOCAL_FETCH_PATTERN = "";',
    }));
  },
};
