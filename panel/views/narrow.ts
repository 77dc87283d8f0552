import { useEffect, useState } from 'preact/hooks';

/** Below this many pixels, as docked at the right of the window, things stand one above the other. */
const narrowQuery = matchMedia('(max-width: 620px)');

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(narrowQuery.matches);
  useEffect(() => {
    const follow = () => setNarrow(narrowQuery.matches);
    narrowQuery.addEventListener('change', follow);
    return () => narrowQuery.removeEventListener('change', follow);
  }, []);
  return narrow;
}
