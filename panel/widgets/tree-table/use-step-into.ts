import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TreeTableAction } from './keyboard.ts';
import type { TreeTableSource } from './source.ts';

/**
 * Right, pressed twice, goes to the first row below: also where that has yet to come when it is pressed the second time.
 * @returns what to tell of every key.
 */
export function useStepInto(
  source: TreeTableSource,
  selectedKey: number | null,
  select: (row: number) => void,
): (key: string, action: TreeTableAction | null) => void {
  const opening = useRef<number | null>(null);
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    if (wanted.current !== selectedKey) {
      wanted.current = null;
      return;
    }
    const row = source.rowOfKey(wanted.current);
    if (row === -1 || !source.isExpanded(row) || row + 1 >= source.rowCount) return;
    wanted.current = null;
    if (source.levelAt(row + 1) > source.levelAt(row)) select(row + 1);
  });
  return (key, action) => {
    const opened = key === 'ArrowRight' && action?.kind === 'toggle' ? source.keyAt(action.row) : null;
    wanted.current = opened === opening.current ? opened : null;
    opening.current = opened;
  };
}
