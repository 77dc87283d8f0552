import type { TargetedKeyboardEvent } from 'preact';

export interface SearchFieldProps {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** For a key that leads to the field. */
  readonly id?: string;
  onText(text: string): void;
  onKeyDown?(event: TargetedKeyboardEvent<HTMLInputElement>): void;
}

/** A field to filter or find by what is typed. */
export function SearchField({ label, onText, ...field }: SearchFieldProps) {
  return (
    <input
      {...field}
      class="field"
      type="search"
      aria-label={label}
      onInput={event => onText(event.currentTarget.value)}
    />
  );
}
