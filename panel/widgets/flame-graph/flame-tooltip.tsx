import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { placeAtPoint } from '../placement.ts';
import type { FlameHover } from './flame-view.ts';

interface FlameTooltipProps {
  readonly hover: ReadonlySignal<FlameHover | null>;
  describe(node: number): ComponentChildren;
}

/** Follows the pointer and stays inside the window. */
export function FlameTooltip({ hover, describe }: FlameTooltipProps) {
  const element = useRef<HTMLDivElement>(null);
  const hovered = hover.value;
  useLayoutEffect(() => {
    if (element.current && hovered) placeAtPoint(element.current, hovered.x + 12, hovered.y + 16);
  }, [hovered]);
  if (!hovered) return null;
  return (
    <div ref={element} class="tooltip" role="tooltip">
      {describe(hovered.node)}
    </div>
  );
}
