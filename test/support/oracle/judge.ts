import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ClassRow, InterfaceDefinition, Statistics } from '../../../src/snapshot/class-table.ts';
import { bundleFrontEnd } from './front-end.ts';

export interface Judgement {
  readonly nodeCount: number;
  /** Bytes, as the Memory panel shows them for the whole snapshot. */
  readonly totalSize: number;
  readonly classes: readonly JudgedClass[];
  readonly statistics: Statistics;
  readonly interfaces: readonly InterfaceDefinition[];
  /** SHA-256 of a column with an entry for each node: sizes as doubles, names as lines, all others as 32 bits. */
  readonly digests: Readonly<Record<NodeColumn, string>>;
}

type NodeColumn = 'shallowSize' | 'retainedSize' | 'distance' | 'dominator' | 'domState' | 'names';

export type JudgedClass = Omit<ClassRow, 'classIndex'>;

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
