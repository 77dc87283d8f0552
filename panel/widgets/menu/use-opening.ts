import type { RefObject } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';

/** What a button opens below itself, whether it is open, and the way back to the button. */
export interface Opening {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  /** Id for what it opens. */
  readonly id: string;
  setOpen(isOpen: boolean): void;
  close(returnFocus: boolean): void;
}

export function useOpening(): Opening {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const close = (returnFocus: boolean) => {
    setOpen(false);
    if (returnFocus) button.current?.focus();
  };
  return { button, isOpen, id, setOpen, close };
}
