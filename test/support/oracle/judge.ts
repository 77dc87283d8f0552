import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';

export interface Judgement {
  readonly nodeCount: number;
  /** Bytes, as the Memory panel shows them for the whole snapshot. */
  readonly totalSize: number;
  readonly classes: readonly {
    readonly name: string;
    readonly count: number;
    readonly shallowSize: number;
    readonly retainedSize: number;
  }[];
}

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const program = path.join(root, '.cache', 'oracle.mjs');
let built: Promise<void> | null = null;

/** What Chrome DevTools' own engine finds in a heap snapshot or allocation timeline. */
export async function judge(file: string): Promise<Judgement> {
  built ??= build();
  await built;
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=8000', program, file], {
    maxBuffer: 1 << 28,
    // A file that is not whole can send the engine round in circles.
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}

async function build(): Promise<void> {
  const require = createRequire(import.meta.url);
  const frontEnd = path.join(path.dirname(require.resolve('chrome-devtools-frontend/package.json')), 'front_end');
  await esbuild.build({
    entryPoints: [path.join(here, 'oracle.ts')],
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
