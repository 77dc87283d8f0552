import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundleFrontEnd } from './front-end.ts';

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
  built ??= bundleFrontEnd(path.join(here, 'oracle.ts'), program);
  await built;
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=8000', program, file], {
    maxBuffer: 1 << 28,
    // A file that is not whole can send the engine round in circles.
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}
