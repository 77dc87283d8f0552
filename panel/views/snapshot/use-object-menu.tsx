import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ListRow } from '../../snapshot-worker/contract.ts';
import { ContextMenu } from '../../widgets/context-menu/context-menu.tsx';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { type ObjectMenuHost, objectMenu } from './object-menu.ts';

interface OpenMenu {
  readonly items: readonly MenuEntry[];
  readonly x: number;
  readonly y: number;
}

export interface ObjectMenu {
  /** The menu, where it is open; to be rendered beside the tables. */
  readonly menu: ComponentChildren;
  /** What a table of objects does to open it. */
  open(row: ListRow, x: number, y: number): void;
  /** The same for a table of retainers. */
  openOnRetainer(row: ListRow, x: number, y: number): void;
}

/** The context menu of objects, and of rows that have a place in Sources. */
export function useObjectMenu(host: ObjectMenuHost): ObjectMenu {
  const [shown, show] = useState<OpenMenu | null>(null);
  const opening = (isRetainer: boolean) => (row: ListRow, x: number, y: number) => {
    const items = objectMenu(host, row, isRetainer);
    if (items.length > 0) show({ items, x, y });
  };
  return {
    menu: shown && <ContextMenu label="Object" {...shown} onClose={() => show(null)} />,
    open: opening(false),
    openOnRetainer: opening(true),
  };
}
