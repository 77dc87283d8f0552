import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ClassRow } from '../../../src/snapshot/class-table.ts';
import type { ClassDifference } from '../../../src/snapshot/queries/comparison.ts';
import type { DeadScope } from '../../../src/snapshot/queries/dead-variables/dead-variables.ts';
import type { ContextSizes } from '../../../src/snapshot/queries/native-contexts.ts';
import { bundleFrontEnd } from './front-end.ts';

/** What Chrome DevTools' own engine answers; nodes and edges by their number in the file, lists of one node in `sampled` order. */
export interface QueryJudgement {
  /** SHA-256 over the names of all nodes, each as JSON. */
  readonly names: string;
  readonly retainers: readonly (readonly JudgedRetainer[])[];
  /** Edges of each sampled node, those to the node that retains most first. */
  readonly edges: readonly (readonly number[])[];
  readonly dominators: readonly (readonly number[])[];
  readonly filters: Readonly<Record<string, readonly FilteredClass[]>>;
  readonly idRange: readonly FilteredClass[];
  readonly duplicateStrings: readonly {
    readonly text: string;
    readonly count: number;
    readonly shallowSize: number;
    readonly retainedSize: number;
    readonly isTruncated: boolean;
  }[];
  /** Ids of nodes whose name has "ob" in it. */
  readonly found: readonly number[];
  readonly contexts: ContextSizes;
  readonly ticks: {
    readonly timestamps: number[];
    readonly lastAssignedIds: number[];
    readonly sizes: number[];
  } | null;
  readonly allocations: readonly JudgedFunction[] | null;
  readonly deadScopes: readonly DeadScope[];
  readonly differences: {
    readonly sinceBase: readonly ClassDifference[];
    /** With the two snapshots the other way round. */
    readonly backToBase: readonly ClassDifference[];
  } | null;
  readonly ignoring: {
    readonly ignored: readonly number[];
    readonly retainers: readonly (readonly JudgedRetainer[])[];
  };
}

export interface JudgedRetainer {
  readonly edge: number;
  readonly name: string;
  readonly type: string;
  readonly source: number;
  readonly distance: number;
  readonly isIgnored: boolean;
}

export type FilteredClass = Omit<ClassRow, 'classIndex' | 'name'>;

export interface JudgedFunction {
  readonly name: string;
  readonly size: number;
  readonly liveSize: number;
  readonly callers?: readonly JudgedFunction[];
}

const here = import.meta.dirname;
const program = path.resolve(here, '../../../.cache/queries-oracle.mjs');
let built: Promise<void> | null = null;

/** @param base an earlier snapshot of the same heap to compare with. */
export async function judgeQueries(file: string, base?: string): Promise<QueryJudgement> {
  built ??= bundleFrontEnd(path.join(here, 'queries-oracle.ts'), program);
  await built;
  const files = base === undefined ? [file] : [file, base];
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=8000', program, ...files], {
    maxBuffer: 1 << 28,
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}
