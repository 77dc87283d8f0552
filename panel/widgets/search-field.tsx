import type { TargetedKeyboardEvent } from 'preact';
import { isFaultyExpression } from '../../src/calltree/filter.ts';

export interface SearchFieldProps {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** For a key that leads to the field. */
  readonly id?: string;
  /** What else there is to know of the field. */
  readonly title?: string;
  onText(text: string): void;
  onKeyDown?(event: TargetedKeyboardEvent<HTMLInputElement>): void;
}

/** A field to filter or find by what is typed. */
export function SearchField({ label, onText, ...field }: SearchFieldProps) {
  const isFaulty = isFaultyExpression(field.value);
  return (
    <input
      {...field}
      class="field"
      type="search"
      aria-label={label}
      aria-invalid={isFaulty}
      title={isFaulty ? 'This is no regular expression: it is looked for as it stands.' : field.title}
      onInput={event => onText(event.currentTarget.value)}
    />
  );
}
