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

/** What it took to list who holds a node, up to the first rows. */
export interface HubTime {
  readonly retainers: number;
  /** Once the worker is warm, as in the panel a moment after the classes show. */
  readonly milliseconds: number;
  /** When its retainers have not been prepared. */
  readonly unprepared: number;
}

/** What our engine tells besides. */
export interface OwnOpening extends Opening {
  /** The nodes with most retainers, the most first. */
  readonly hubs: readonly HubTime[];
}

/** What it took to make a summary that keeps no object, in a process of its own. */
export interface QuickSummary {
  readonly milliseconds: number;
  /** Most memory that the whole process held. */
  readonly peakMegabytes: number;
  readonly nodes: number;
  readonly edges: number;
  readonly classes: number;
}

/** Memory for the objects of a program; typed arrays are not among them. */
const heapMegabytes = 14_000;

/** Opens a file with one of the two engines. */
export type Engine<Found = Opening> = (file: string) => Promise<Found>;

const folder = join(cacheFolder, 'bench');

/** Bundles the engines' programs: they are measured as they are shipped, without a compiler in their process. */
export async function engines(): Promise<{ ours: Engine<OwnOpening>; oracle: Engine }> {
  const oracle = join(folder, 'snapshot-oracle.mjs');
  await bundleFrontEnd(join(import.meta.dirname, 'snapshot-oracle.ts'), oracle);
  const ours = await ownEngine();
  return { ours, oracle: file => run(oracle, file) };
}

/** Heapscope's engine alone. */
export async function ownEngine(): Promise<Engine<OwnOpening>> {
  const program = await bundled('snapshot-engine');
  return file => run(program, file);
}

/** Makes summaries that keep no object. */
export async function quickSummary(): Promise<(file: string) => Promise<QuickSummary>> {
  const program = await bundled('snapshot-quick');
  return file => run(program, file);
}

async function bundled(name: string): Promise<string> {
  const program = join(folder, `${name}.mjs`);
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: program,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return program;
}

async function run<Printed>(program: string, file: string): Promise<Printed> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${heapMegabytes}`, program, file],
    { maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout);
}
