import type { OpenSnapshot } from '../open-snapshot.ts';
import { allocatedBy } from './allocation-stacks.ts';
import { duplicatedStrings } from './duplicate-strings.ts';
import { attributeToContexts, noContext, sharedContext } from './native-contexts.ts';
import type { Counts } from './node-lists.ts';
import type { NodeNames } from './node-names.ts';
import { heldByConsole, heldByContexts, heldByDetachedDom, heldByEventHandlers } from './only-held-by.ts';

/** Which nodes a table counts. */
export type NodeFilter =
  | { readonly kind: 'all' }
  /** Nodes with ids above the one and up to the other: what was allocated between two moments. */
  | { readonly kind: 'ids'; readonly above: number; readonly upTo: number }
  | { readonly kind: 'duplicated strings' }
  /** What nothing else holds than these. */
  | { readonly kind: 'held by'; readonly holder: 'detached DOM' | 'contexts' | 'console' | 'event handlers' }
  /** Objects of one realm (the node of its native context), of several, or of none. */
  | { readonly kind: 'native context'; readonly of: number | 'shared' | 'none' }
  /** What the stacks of these nodes of the trace tree allocated. */
  | { readonly kind: 'allocated by'; readonly traceNodeIds: readonly number[] };

export const allObjects: NodeFilter = { kind: 'all' };

/** Works a filter out: one pass over the graph, at most. */
export function countsFor({ graph }: OpenSnapshot, names: NodeNames, filter: NodeFilter): Counts {
  switch (filter.kind) {
    case 'all':
      return null;
    case 'ids': {
      const { id } = graph.snapshot.nodes;
      return node => (id[node] as number) > filter.above && (id[node] as number) <= filter.upTo;
    }
    case 'duplicated strings': {
      const isDuplicated = duplicatedStrings(graph, names);
      return node => isDuplicated[node] === 1;
    }
    case 'held by': {
      const isHeld = held[filter.holder](graph);
      return node => isHeld[node] === 1;
    }
    case 'native context': {
      const wanted = filter.of === 'shared' ? sharedContext : filter.of === 'none' ? noContext : filter.of;
      const { contextOf } = attributeToContexts(graph);
      return node => contextOf[node] === wanted;
    }
    case 'allocated by':
      return allocatedBy(graph, filter.traceNodeIds);
  }
}

const held = {
  'detached DOM': heldByDetachedDom,
  contexts: heldByContexts,
  console: heldByConsole,
  'event handlers': heldByEventHandlers,
};
