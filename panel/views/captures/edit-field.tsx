import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface EditFieldProps {
  /** Accessible name. */
  readonly label: string;
  readonly value: string;
  onDone(value: string): void;
  onCancel(): void;
}

/** A text in the place of what it changes. Enter and leaving it keep the text, Escape does not. */
export function EditField({ label, value, onDone, onCancel }: EditFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  // A field that goes away loses the focus, too: what was decided before counts.
  const decided = useRef(false);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const decide = (keep: boolean) => {
    if (decided.current) return;
    decided.current = true;
    const text = field.current?.value ?? '';
    if (keep && text !== value) onDone(text);
    else onCancel();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.key === 'Enter') decide(true);
    if (event.key === 'Escape') decide(false);
  };
  return (
    <input
      ref={field}
      class="field capture-edit"
      aria-label={label}
      placeholder={label}
      defaultValue={value}
      maxLength={500}
      onKeyDown={onKeyDown}
      onBlur={() => decide(true)}
    />
  );
}
