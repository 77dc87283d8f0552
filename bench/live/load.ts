/** What is recorded: a call tree of so many nodes, or an allocation timeline of so many fragments. */
export type Load =
  | { readonly kind: 'tree'; readonly nodes: number }
  | { readonly kind: 'timeline'; readonly fragments: number };

/** Every update is marked on the time line of the trace. */
export const updateMark = 'heapscope bench update';
