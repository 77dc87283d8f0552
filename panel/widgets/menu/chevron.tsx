/** The mark of a button that opens something. */
export function Chevron() {
  return (
    <svg width="8" height="8" viewBox="0 0 8 8" fill="currentColor" aria-hidden="true">
      <path d="M0.5 2.25h7L4 6.25z" />
    </svg>
  );
}
