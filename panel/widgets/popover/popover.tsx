import './popover.css';
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Opener, type OpenerLook } from '../menu/opener.tsx';
import { useOpening } from '../menu/use-opening.ts';
import { useOutsideClose } from '../menu/use-outside-close.ts';
import { placeAtAnchor } from '../placement.ts';

export interface PopoverProps extends OpenerLook {
  readonly children: ComponentChildren;
}

/** A button that opens a small panel of controls; Escape or a press elsewhere closes it. */
export function Popover({ children, ...look }: PopoverProps) {
  const { label, disabled = false } = look;
  const opening = useOpening();
  return (
    <>
      <Opener look={look} opening={opening} opens="dialog" />
      {opening.isOpen && !disabled && (
        <PopoverPanel id={opening.id} label={label} opener={opening.button} onClose={opening.close}>
          {children}
        </PopoverPanel>
      )}
    </>
  );
}

interface PopoverPanelProps {
  readonly id: string;
  readonly label: string;
  readonly opener: { readonly current: HTMLElement | null };
  readonly children: ComponentChildren;
  onClose(returnFocus: boolean): void;
}

function PopoverPanel({ id, label, opener, children, onClose }: PopoverPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (panel.current && opener.current) placeAtAnchor(panel.current, opener.current);
  }, [opener]);
  useLayoutEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>(
      'input:not(:disabled), button:not(:disabled), select, a[href]',
    );
    (first ?? panel.current)?.focus({ preventScroll: true });
  }, []);
  useOutsideClose(panel, () => onClose(false), opener);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose(true);
  };
  const onFocusOut = (event: FocusEvent) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !panel.current?.contains(next) && !opener.current?.contains(next)) onClose(false);
  };
  return (
    <div
      ref={panel}
      id={id}
      class="popover"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocusOut={onFocusOut}
    >
      {children}
    </div>
  );
}
