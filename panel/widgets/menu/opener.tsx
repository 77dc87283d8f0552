import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { keepEscape } from '../keep-escape.ts';
import { Chevron } from './chevron.tsx';
import type { Opening } from './use-opening.ts';

/** The look of a button that opens something below itself. */
export interface OpenerLook {
  /** Text of the button and name of what it opens. */
  readonly label: string;
  readonly icon?: ComponentChildren;
  readonly title?: string;
  readonly disabled?: boolean;
}

interface OpenerProps {
  readonly look: OpenerLook;
  readonly opening: Opening;
  readonly opens: 'menu' | 'dialog';
  onKeyDown?(event: TargetedKeyboardEvent<HTMLElement>): void;
}

/** A button that opens something below itself. */
export function Opener({ look, opening, opens, onKeyDown }: OpenerProps) {
  const { button, isOpen, id, setOpen, close } = opening;
  const { label, icon, title, disabled = false } = look;
  const pressed = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape' || !isOpen) return onKeyDown?.(event);
    keepEscape(event);
    close(true);
  };
  return (
    <button
      ref={button}
      type="button"
      class="button plain"
      title={title}
      disabled={disabled}
      aria-haspopup={opens}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      onClick={() => setOpen(!isOpen)}
      onKeyDown={pressed}
    >
      {icon}
      {label}
      <Chevron />
    </button>
  );
}
