import type { TargetedKeyboardEvent } from 'preact';
import { useCallback } from 'preact/hooks';
import { placeAtAnchor } from '../placement.ts';
import { type MenuEntry, MenuList } from './menu-list.tsx';
import { Opener, type OpenerLook } from './opener.tsx';
import { useOpening } from './use-opening.ts';

export type { MenuEntry, MenuItem } from './menu-list.tsx';

export interface MenuProps extends OpenerLook {
  readonly items: readonly MenuEntry[];
}

/** A button that opens a menu of actions. */
export function Menu({ items, ...look }: MenuProps) {
  const { label, disabled = false } = look;
  const opening = useOpening();
  const { button } = opening;
  const place = useCallback(
    (element: HTMLElement) => {
      if (button.current) placeAtAnchor(element, button.current);
    },
    [button],
  );
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    opening.setOpen(true);
  };
  return (
    <>
      <Opener look={look} opening={opening} opens="menu" onKeyDown={onKeyDown} />
      {opening.isOpen && !disabled && (
        <MenuList id={opening.id} label={label} items={items} place={place} opener={button} onClose={opening.close} />
      )}
    </>
  );
}
