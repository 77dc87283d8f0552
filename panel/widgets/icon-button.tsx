export interface IconButtonProps {
  /** Accessible name. */
  readonly label: string;
  /** More about it, for its tooltip; the name if there is no more to say. */
  readonly title?: string;
  readonly disabled?: boolean;
  /** The sign it shows: one character. */
  readonly sign: string;
  onPress(): void;
}

/** A button that is as small as the sign on it. */
export function IconButton({ label, title = label, disabled = false, sign, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button plain icon-only"
      aria-label={label}
      title={title}
      disabled={disabled}
      onClick={onPress}
    >
      {sign}
    </button>
  );
}
