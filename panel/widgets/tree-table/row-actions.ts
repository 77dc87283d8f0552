import type { TargetedMouseEvent } from 'preact';
import { useMemo, useRef } from 'preact/hooks';

/** What a person can do to a row. */
export interface RowActions {
  onSelect(row: number): void;
  onToggle(row: number): void;
  onActivate(row: number): void;
  onContextMenu(event: TargetedMouseEvent<HTMLElement>, row: number): void;
}

/** The same object each time, so that rows need not be made anew; it does what the latest actions do. */
export function useLatestActions(actions: RowActions): RowActions {
  const latest = useRef(actions);
  latest.current = actions;
  return useMemo(
    () => ({
      onSelect: row => latest.current.onSelect(row),
      onToggle: row => latest.current.onToggle(row),
      onActivate: row => latest.current.onActivate(row),
      onContextMenu: (event, row) => latest.current.onContextMenu(event, row),
    }),
    [],
  );
}
