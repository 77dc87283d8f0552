import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useCallback, useId, useRef, useState } from 'preact/hooks';
import { placeAtAnchor } from '../placement.ts';
import { Chevron } from './chevron.tsx';
import { type MenuEntry, MenuList } from './menu-list.tsx';

export type { MenuEntry, MenuItem } from './menu-list.tsx';

export interface MenuProps {
  /** Text of the button and name of the menu. */
  readonly label: string;
  readonly items: readonly MenuEntry[];
  readonly icon?: ComponentChildren;
  readonly title?: string;
  readonly disabled?: boolean;
}

/** A button that opens a menu of actions. */
export function Menu({ label, items, icon, title, disabled = false }: MenuProps) {
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
      <button
        ref={button}
        type="button"
        class="button plain"
        title={title}
        disabled={disabled}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
      >
        {icon}
        {label}
        <Chevron />
      </button>
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
