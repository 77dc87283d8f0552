import { useState } from 'preact/hooks';
import type { Frame } from '../../../src/calltree/frame.ts';
import { plotOverTime } from '../../state/plotted.ts';
import { ContextMenu } from '../../widgets/context-menu/context-menu.tsx';
import { openSource } from '../calltree/open-source.ts';
import { usePanel } from '../context.ts';

interface OpenMenu {
  readonly frame: Frame;
  readonly x: number;
  readonly y: number;
}

/** The menu of a function, and what opens it at a point in client pixels. */
export function useFunctionMenu() {
  const { state, analysis } = usePanel();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = (frame: Frame | undefined, x: number, y: number) => setMenu(frame ? { frame, x, y } : null);
  if (!menu) return { openMenu, menu: null };
  const { frame, x, y } = menu;
  const disabled = !analysis.measures.value.includes('allocated');
  const items = [
    { label: 'Plot over time', disabled, run: () => plotOverTime(state, { by: 'function', frame }) },
    {
      label: 'Plot its line over time',
      disabled: disabled || !frame.url,
      run: () => plotOverTime(state, { by: 'line', frame }),
    },
    { label: 'Open in Sources', disabled: !frame.url, run: () => openSource(frame) },
  ];
  return {
    openMenu,
    menu: <ContextMenu label="Function" items={items} x={x} y={y} onClose={() => setMenu(null)} />,
  };
}
