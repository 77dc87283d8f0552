import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Calls `close` when something outside of `inside` (and of `opener`) is pressed, or when the window changes its size. */
export function useOutsideClose(
  inside: RefObject<HTMLElement | null>,
  close: () => void,
  opener?: RefObject<HTMLElement | null>,
): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const onPress = ({ target }: Event) => {
      const isInside =
        target instanceof Node && (inside.current?.contains(target) || opener?.current?.contains(target));
      if (!isInside) latest.current();
    };
    document.addEventListener('pointerdown', onPress, { signal, capture: true });
    addEventListener('resize', () => latest.current(), { signal });
    return () => listening.abort();
  }, [inside, opener]);
}
