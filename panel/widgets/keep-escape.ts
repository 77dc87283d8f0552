/** For the keys of what Escape closes: DevTools would take an Escape that gets as far as the document for its drawer. */
export function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
