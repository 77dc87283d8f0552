// biome-ignore-all lint/a11y/useSemanticElements: <hr> takes neither focus nor keys, a window splitter needs both
import './split-pane.css';
import { type ComponentChildren, type TargetedKeyboardEvent, type TargetedPointerEvent, toChildArray } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { paneSize, sizeForKey } from './pane-size.ts';

export interface SplitPaneProps {
  /** Accessible name of the separator: what moving it changes. */
  readonly label: string;
  /** Panes side by side or one above the other. */
  readonly direction: 'row' | 'column';
  /** Which of the two panes has the size that is set; the other takes what is left. Default `start`. */
  readonly side?: 'start' | 'end';
  /** Size of that pane at first, in pixels. */
  readonly initial: number;
  /** Smallest size of either pane in pixels; default 80. */
  readonly min?: number;
  /** In a row narrower than this many pixels the panes stand one above the other. */
  readonly collapseBelow?: number;
  /** Told the new size in pixels, for example to remember it. */
  onResize?(size: number): void;
  /** Exactly two. */
  readonly children: ComponentChildren;
}

/** Two panes with a separator that can be dragged, moved by arrow keys, Home and End, and put back by double-click. */
export function SplitPane(props: SplitPaneProps) {
  const { label, side = 'start', initial, min = 80, collapseBelow = 0 } = props;
  const container = useRef<HTMLDivElement>(null);
  const paneId = useId();
  const [wanted, setWanted] = useState(initial);
  const [extent, setExtent] = useState({ width: 0, height: 0 });
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setExtent({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const stacked = props.direction === 'row' && extent.width > 0 && extent.width < collapseBelow;
  const isRow = props.direction === 'row' && !stacked;
  const available = isRow ? extent.width : extent.height;
  const { size, largest } = paneSize(wanted, min, available);

  const resize = (next: number) => {
    const clamped = paneSize(next, min, available).size;
    setWanted(clamped);
    props.onResize?.(clamped);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const next = sizeForKey(event.key, size, { isRow, side, min, largest, coarse: event.shiftKey });
    if (next === null) return;
    event.preventDefault();
    resize(next);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>) => {
    const box = container.current?.getBoundingClientRect();
    if (!dragging || !box) return;
    const fromStart = isRow ? event.clientX - box.left : event.clientY - box.top;
    resize(side === 'start' ? fromStart : available - fromStart);
  };

  const [first, second] = toChildArray(props.children);
  const sized = { flex: `0 0 ${size}px` };
  return (
    <div ref={container} class={`split-pane ${isRow ? 'split-row' : 'split-column'}`}>
      <div class="split-pane-part" id={side === 'start' ? paneId : undefined} style={side === 'start' ? sized : {}}>
        {first}
      </div>
      <div
        class="split-pane-separator"
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-controls={paneId}
        aria-orientation={isRow ? 'vertical' : 'horizontal'}
        aria-valuenow={Math.round(size)}
        aria-valuemin={min}
        aria-valuemax={Math.max(min, Math.round(largest))}
        aria-valuetext={`${Math.round(size)} pixels`}
        data-dragging={dragging}
        onKeyDown={onKeyDown}
        onDblClick={() => resize(initial)}
        onPointerDown={event => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }}
        onPointerMove={onPointerMove}
        onLostPointerCapture={() => setDragging(false)}
      />
      <div class="split-pane-part" id={side === 'end' ? paneId : undefined} style={side === 'end' ? sized : {}}>
        {second}
      </div>
    </div>
  );
}
