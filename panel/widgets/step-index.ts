/** Where a key leads in a row of buttons that closes in a ring; -1 where it leads nowhere. */
export function stepIndex(
  key: string,
  keys: { readonly next: string; readonly previous: string },
  index: number,
  count: number,
): number {
  if (count === 0) return -1;
  switch (key) {
    case keys.next:
      return (index + 1) % count;
    case keys.previous:
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
  }
  return -1;
}
