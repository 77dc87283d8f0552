import { signal } from '@preact/signals';

/** Below this many pixels, as docked at the right of the window, things stand one above the other. */
const query = matchMedia('(max-width: 620px)');
// Followed from the first look on: a listener that waits for the first paint misses how DevTools lays itself out.
const narrow = signal(query.matches);
query.addEventListener('change', ({ matches }) => {
  narrow.value = matches;
});

export function useNarrow(): boolean {
  return narrow.value;
}
