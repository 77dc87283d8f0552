import { useCallback, useRef } from 'preact/hooks';
import { type MenuEntry, MenuList } from '../menu/menu-list.tsx';
import { placeAtPoint } from '../placement.ts';

export interface ContextMenuProps {
  /** Accessible name. */
  readonly label: string;
  readonly items: readonly MenuEntry[];
  /** Where it opens, in client pixels. */
  readonly x: number;
  readonly y: number;
  /** Called when the menu is done; the owner then stops rendering it. */
  onClose(): void;
}

/** A menu at a point; the focus goes back to where it was. */
export function ContextMenu({ label, items, x, y, onClose }: ContextMenuProps) {
  const before = useRef(document.activeElement);
  const place = useCallback((element: HTMLElement) => placeAtPoint(element, x, y), [x, y]);
  return (
    <MenuList
      label={label}
      items={items}
      place={place}
      onClose={returnFocus => {
        onClose();
        if (returnFocus && before.current instanceof HTMLElement) before.current.focus();
      }}
    />
  );
}
