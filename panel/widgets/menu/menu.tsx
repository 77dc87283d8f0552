import type { TargetedKeyboardEvent } from 'preact';
import { useCallback, useId, useRef, useState } from 'preact/hooks';
import { placeAtAnchor } from '../placement.ts';
import { type MenuEntry, MenuList } from './menu-list.tsx';
import { Opener, type OpenerLook } from './opener.tsx';

export type { MenuEntry, MenuItem } from './menu-list.tsx';

export interface MenuProps extends OpenerLook {
  readonly items: readonly MenuEntry[];
}

/** A button that opens a menu of actions. */
export function Menu({ items, ...look }: MenuProps) {
  const { label, disabled = false } = look;
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const menuId = useId();
  const place = useCallback((element: HTMLElement) => {
    if (button.current) placeAtAnchor(element, button.current);
  }, []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      <Opener
        look={look}
        button={button}
        opens="menu"
        isOpen={open}
        controls={menuId}
        onPress={() => setOpen(!open)}
        onKeyDown={onKeyDown}
      />
      {open && !disabled && (
        <MenuList
          id={menuId}
          label={label}
          items={items}
          place={place}
          opener={button}
          onClose={returnFocus => {
            setOpen(false);
            if (returnFocus) button.current?.focus();
          }}
        />
      )}
    </>
  );
}
