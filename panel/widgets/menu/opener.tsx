import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact';
import { Chevron } from './chevron.tsx';

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
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly opens: 'menu' | 'dialog';
  readonly isOpen: boolean;
  /** Id of what it opens. */
  readonly controls: string;
  onPress(): void;
  onKeyDown?(event: TargetedKeyboardEvent<HTMLElement>): void;
}

/** A button that opens something below itself. */
export function Opener({ look, button, opens, isOpen, controls, onPress, onKeyDown }: OpenerProps) {
  const { label, icon, title, disabled = false } = look;
  return (
    <button
      ref={button}
      type="button"
      class="button plain"
      title={title}
      disabled={disabled}
      aria-haspopup={opens}
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      {icon}
      {label}
      <Chevron />
    </button>
  );
}
