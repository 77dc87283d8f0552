import './menu.css';
import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { stepIndex } from '../step-index.ts';
import { TypeAhead } from '../tree-table/type-ahead.ts';
import { useOutsideClose } from './use-outside-close.ts';

export interface MenuItem {
  readonly label: string;
  /** Shown small at the right: a size, a key. */
  readonly hint?: string;
  readonly icon?: ComponentChildren;
  readonly title?: string;
  readonly disabled?: boolean;
  /** For an item that is one of several to choose from: whether it is the chosen one. */
  readonly checked?: boolean;
  run(): void;
}

/** A line between groups of items. */
export type MenuEntry = MenuItem | 'separator';

export interface MenuListProps {
  /** Accessible name. */
  readonly label: string;
  readonly items: readonly MenuEntry[];
  readonly id?: string;
  /** The button that opened the menu; a press on it is not a press elsewhere. */
  readonly opener?: RefObject<HTMLElement | null>;
  /** Called once with the element in the document, to put it where it belongs. */
  place(element: HTMLElement): void;
  /** The menu is done: an item ran, Escape, Tab, or a press elsewhere (which must not pull the focus back). */
  onClose(returnFocus: boolean): void;
}

/** The open list of a menu; it takes the focus at once. */
export function MenuList({ label, items, id, opener, place, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const typeAhead = useRef(new TypeAhead());
  useLayoutEffect(() => {
    if (list.current) place(list.current);
  }, [place]);
  // Not after the next frame: an Escape before it would be DevTools'.
  useLayoutEffect(() => {
    const first = buttonsOf(list.current)[0];
    (first ?? list.current)?.focus();
  }, []);
  useOutsideClose(list, () => onClose(false), opener);
  useEffect(() => {
    const onBlur = () => onClose(false);
    addEventListener('blur', onBlur);
    return () => removeEventListener('blur', onBlur);
  });

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const buttons = buttonsOf(list.current);
    const index = buttons.findIndex(button => button.matches(':focus'));
    const texts = (at: number) => buttons[at]?.textContent ?? '';
    const handled = event.key === 'Escape' || event.key === 'Tab';
    const next =
      event.key.length === 1 && event.key !== ' '
        ? typeAhead.current.find(event.key, event.timeStamp, index, buttons.length, texts)
        : stepIndex(event.key, { next: 'ArrowDown', previous: 'ArrowUp' }, index, buttons.length);
    if (!handled && next === -1) return;
    event.preventDefault();
    event.stopPropagation();
    if (handled) onClose(true);
    else buttons[next]?.focus();
  };

  return (
    <div ref={list} id={id} class="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {items.map((item, index) =>
        item === 'separator' ? (
          <hr key={index} class="menu-separator" />
        ) : (
          <button
            key={item.label}
            type="button"
            {...roleOf(item)}
            class="menu-item"
            tabIndex={-1}
            title={item.title}
            disabled={item.disabled ?? false}
            onPointerEnter={event => event.currentTarget.focus()}
            onClick={() => {
              onClose(true);
              item.run();
            }}
          >
            {item.icon}
            <span class="menu-label">{item.label}</span>
            {item.hint && <span class="menu-hint">{item.hint}</span>}
          </button>
        ),
      )}
    </div>
  );
}

function roleOf({ checked }: MenuItem) {
  return checked === undefined
    ? ({ role: 'menuitem' } as const)
    : ({ role: 'menuitemradio', 'aria-checked': checked } as const);
}

function buttonsOf(list: HTMLElement | null): HTMLButtonElement[] {
  return [...(list?.querySelectorAll<HTMLButtonElement>('[role^=menuitem]:not(:disabled)') ?? [])];
}
