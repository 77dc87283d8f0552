import { type Signal, signal } from '@preact/signals';
import type { CoverageRequest, CoverageTable } from '../analysis/coverage-contract.ts';

/** What a person chose in the coverage view. */
export interface CoverageState {
  readonly filter: Signal<string>;
  readonly sort: Signal<CoverageRequest['sort']>;
  readonly toggled: Signal<ReadonlySet<number>>;
  /** Key of the selected row: a script or a function. */
  readonly selected: Signal<number | null>;
  /** Key of the script whose text is shown. */
  readonly source: Signal<number | null>;
  /** The capture to compare with; null for none. */
  readonly comparedWith: Signal<string | null>;
}

export function createCoverageState(): CoverageState {
  return {
    filter: signal(''),
    sort: signal<CoverageRequest['sort']>({ column: 'unused', descending: true }),
    toggled: signal<ReadonlySet<number>>(new Set()),
    selected: signal<number | null>(null),
    source: signal<number | null>(null),
    comparedWith: signal<string | null>(null),
  };
}

/** What the worker is to make of it. */
export function requestOf({ filter, sort, toggled, source }: CoverageState): CoverageRequest {
  return { filter: filter.value, sort: sort.value, toggled: toggled.value, source: source.value };
}

/** The script that a node is, or is a function of. */
export function scriptNode({ parent }: CoverageTable, node: number): number {
  const above = parent[node] ?? -1;
  return above > 0 ? above : node;
}
