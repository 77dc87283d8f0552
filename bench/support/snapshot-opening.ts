import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { cacheFolder } from '../../scripts/steps/paths.ts';
import { bundleFrontEnd } from '../../test/support/oracle/front-end.ts';

/** What it took to open a snapshot in a process of its own, up to the table of classes, and what was found. */
export interface Opening {
  readonly milliseconds: number;
  /** Time on all cores together: what a busy machine does not change. */
  readonly cpuMilliseconds: number;
  /** Most memory that the whole process held. */
  readonly peakMegabytes: number;
  readonly nodes: number;
  readonly edges: number;
  /** For each class its key, count, shallow and retained size; sorted. */
  readonly classes: readonly string[];
  readonly stages: readonly { readonly stage: string; readonly milliseconds: number }[];
}

/** Memory for the objects of a program; typed arrays are not among them. */
const heapMegabytes = 14_000;

/** Opens a file with one of the two engines. */
export type Engine = (file: string) => Promise<Opening>;

/** Bundles the engines' programs: they are measured as they are shipped, without a compiler in their process. */
export async function engines(): Promise<{ ours: Engine; oracle: Engine }> {
  const folder = join(cacheFolder, 'bench');
  const [ours, oracle] = ['snapshot-engine', 'snapshot-oracle'].map(name => ({
    entry: join(import.meta.dirname, `${name}.ts`),
    program: join(folder, `${name}.mjs`),
  })) as [{ entry: string; program: string }, { entry: string; program: string }];
  await esbuild.build({
    entryPoints: [ours.entry],
    outfile: ours.program,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  await bundleFrontEnd(oracle.entry, oracle.program);
  return { ours: file => open(ours.program, file), oracle: file => open(oracle.program, file) };
}

async function open(program: string, file: string): Promise<Opening> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${heapMegabytes}`, program, file],
    { maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout);
}
