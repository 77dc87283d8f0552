import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

interface KeptRow {
  readonly madeOf: readonly unknown[];
  readonly element: VNode;
}

/** Answers with the element of a slot as it was while all that it is made of stays the same: Preact passes over an element that it had before. */
export function useKeptRows(): (slot: number, madeOf: readonly unknown[], make: () => VNode) => VNode {
  const kept = useRef(new Map<number, KeptRow>());
  return (slot, madeOf, make) => {
    const before = kept.current.get(slot);
    if (before && madeOf.every((value, i) => value === before.madeOf[i])) return before.element;
    const element = make();
    kept.current.set(slot, { madeOf, element });
    return element;
  };
}
