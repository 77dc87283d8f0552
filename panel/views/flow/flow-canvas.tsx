// biome-ignore-all lint/a11y/useSemanticElements: boxes of a drawing cannot be <button>
import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type FlowBox, padding, rowHeight } from '../../../src/flow/flow-boxes.ts';
import type { Place } from '../../../src/flow/flow-graph.ts';
import type { Point, Size } from '../../../src/flow/flow-layout.ts';
import { type FlowPicture, shareOf } from '../../../src/flow/flow-picture.ts';
import { arrowPoints, edgePath, edgeWidth } from '../../../src/flow/flow-shapes.ts';
import { IconButton } from '../../widgets/icon-button.tsx';
import type { DrawnFlow } from './flow-drawer.ts';
import { neighbourOf } from './neighbour.ts';
import { fitted, opened, type PanZoom, panned, showing, zoomed } from './pan-zoom.ts';

export interface FlowCanvasProps {
  readonly flow: DrawnFlow;
  /** Numbers of the nodes that a search has found; the others are faint. Null while nothing is looked for. */
  readonly found: ReadonlySet<number> | null;
  /** The node to bring into view; a new object moves there again. */
  readonly target: { readonly node: number } | null;
  isSelected(place: Place): boolean;
  onSelect(place: Place): void;
  onActivate(place: Place): void;
}

const zoomStep = 1.3;
/** A key pans by so many pixels. */
const panStep = 60;
/** A press that moves farther than this many pixels is a drag, not a click. */
const dragDistance = 4;
/** Text is legible from this scale on. */
const legible = 0.75;

/** A flow graph to pan and zoom; the keys go from box to box. */
export function FlowCanvas({ flow, found, target, isSelected, onSelect, onActivate }: FlowCanvasProps) {
  const { picture, layout, boxes } = flow;
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ at: Point; moved: boolean } | null>(null);
  const window = useSize(svg);
  /** Null until somebody moves it. */
  const [view, setView] = useState<PanZoom | null>(null);
  const [focused, setFocused] = useState(0);
  const shown = view ?? opened(layout, window, startOf(flow), legible);
  const fit = () => setView(fitted(layout, window));
  const zoom = (factor: number, around: Point = { x: window.width / 2, y: window.height / 2 }) =>
    setView(zoomed(shown, factor, around));

  const goTo = (node: number) => {
    const middle = layout.nodes[node];
    if (!middle) return;
    setFocused(node);
    setView(showing(shown, middle, window, legible));
    svg.current?.querySelector<SVGGElement>(`[data-node="${node}"]`)?.focus();
  };
  // Only a new target moves the picture.
  useEffect(() => {
    const middle = target && layout.nodes[target.node];
    if (middle) setView(showing(shown, middle, window, legible));
  }, [target]);
  // Preact listens passively to wheels, where the page cannot be kept from scrolling.
  const onWheel = useRef<(event: WheelEvent) => void>(() => {});
  onWheel.current = event => {
    event.preventDefault();
    zoom(zoomStep ** (-Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 60)), pointIn(event));
  };
  useEffect(() => {
    const element = svg.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  const onKeyDown = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = nodeOf(event.target);
    const place = picture.nodes[node]?.places[0];
    const next = event.shiftKey ? -1 : neighbourOf(event.key, node, picture, layout);
    if (next !== -1) goTo(next);
    else if (event.key === '+' || event.key === '=') zoom(zoomStep);
    else if (event.key === '-') zoom(1 / zoomStep);
    else if (event.key === '0') fit();
    else if (event.key === ' ' && place) onSelect(place);
    else if (event.key === 'Enter' && place) onActivate(place);
    else {
      const move = moves[event.key];
      if (!move) return;
      setView(panned(shown, move.x * panStep, move.y * panStep));
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onPointerMove = (event: TargetedPointerEvent<SVGSVGElement>) => {
    if (!drag.current) return;
    const { at, moved } = drag.current;
    const [right, down] = [event.clientX - at.x, event.clientY - at.y];
    if (!moved && Math.hypot(right, down) < dragDistance) return;
    if (!moved) event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: { x: event.clientX, y: event.clientY }, moved: true };
    setView(panned(shown, right, down));
  };

  return (
    <div class="flow-canvas">
      <svg
        ref={svg}
        class="flow-svg"
        role="group"
        aria-label="Flow graph"
        onKeyDown={onKeyDown}
        onPointerDown={event => {
          if (event.button === 0) drag.current = { at: { x: event.clientX, y: event.clientY }, moved: false };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={event => {
          const wasDrag = drag.current?.moved;
          drag.current = null;
          const node = nodeOf(event.target);
          const place = picture.nodes[node]?.places[placeOf(event.target)];
          if (wasDrag || !place) return;
          setFocused(node);
          onSelect(place);
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onDblClick={event => {
          const place = picture.nodes[nodeOf(event.target)]?.places[placeOf(event.target)];
          if (place) onActivate(place);
        }}
      >
        <g transform={`translate(${shown.x} ${shown.y}) scale(${shown.scale})`}>
          {layout.edges.map((_, edge) => (
            <Edge key={`edge ${edge}`} flow={flow} edge={edge} found={found} />
          ))}
          {layout.nodes.map((middle, node) => (
            <Node
              key={picture.nodes[node]?.places[0]?.name ?? node}
              node={node}
              picture={picture}
              box={boxes[node]}
              middle={middle}
              graphs={flow.graphs}
              isFaint={found !== null && !found.has(node)}
              isReached={node === (focused < layout.nodes.length ? focused : 0)}
              isSelected={isSelected}
            />
          ))}
        </g>
      </svg>
      <div class="flow-zoom">
        <IconButton label="Zoom in" title="Zoom in (+)" sign="+" onPress={() => zoom(zoomStep)} />
        <IconButton label="Zoom out" title="Zoom out (−)" sign="−" onPress={() => zoom(1 / zoomStep)} />
        <button type="button" class="button plain" title="See all of it (0)" onClick={fit}>
          Fit
        </button>
      </div>
    </div>
  );
}

/** The middle of the highest box: nobody calls it. */
function startOf({ layout }: DrawnFlow): Point {
  return layout.nodes.reduce((best, middle) => (middle.y < best.y ? middle : best), {
    x: 0,
    y: Number.POSITIVE_INFINITY,
  });
}

/** With Shift, arrows move the picture. */
const moves: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

interface EdgeProps {
  readonly flow: DrawnFlow;
  readonly edge: number;
  readonly found: ReadonlySet<number> | null;
}

function Edge({ flow: { picture, layout, edgeTexts }, edge, found }: EdgeProps) {
  const line = layout.edges[edge];
  const drawn = picture.edges[edge];
  if (!line || !drawn) return null;
  const share = Math.max(0, ...drawn.weight.map((weight, graph) => shareOf(weight, picture.totals[graph] ?? 0)));
  const isFaint = found !== null && !(found.has(drawn.from) && found.has(drawn.to));
  return (
    <g class={isFaint ? 'flow-edge faint' : 'flow-edge'}>
      <path d={edgePath(line)} stroke-width={edgeWidth(share)} />
      <polygon points={arrowPoints(line)} />
      <text x={line.text.x} y={line.text.y + 4}>
        {edgeTexts[edge]}
      </text>
    </g>
  );
}

interface NodeProps {
  readonly node: number;
  readonly picture: FlowPicture;
  readonly box: FlowBox | undefined;
  readonly middle: Point;
  readonly graphs: readonly string[];
  readonly isFaint: boolean;
  /** Whether the Tab key leads here. */
  readonly isReached: boolean;
  isSelected(place: Place): boolean;
}

function Node({ node, picture, box, middle, isFaint, isReached, isSelected }: NodeProps) {
  const places = picture.nodes[node]?.places ?? [];
  if (!box) return null;
  const { width, height, scale, rows } = box;
  const inner = { width: width / scale, height: height / scale };
  const selected = places.some(isSelected);
  const labels = box.places.map(({ name, location }) => (location ? `${name} ${location}` : name));
  // Text without a space at its end would run into the next for those who hear it.
  return (
    <g
      class={isFaint ? 'flow-node faint' : 'flow-node'}
      role="button"
      tabindex={isReached ? 0 : -1}
      aria-pressed={selected}
      aria-label={`${labels.join(', ')}: ${rows.map(({ text }) => text).join('; ')}`}
      data-node={node}
      transform={`translate(${middle.x - width / 2} ${middle.y - height / 2}) scale(${scale})`}
    >
      <title>{places.map(({ label }) => label).join('\n')}</title>
      <rect class="flow-box" width={inner.width} height={inner.height} rx={3} />
      {box.places.map(({ name, location }, row) => (
        <text key={`place ${row}`} x={padding.side} y={baseline(row)} data-place={placeAt(row, box, places)}>
          <tspan class="flow-name">{name}</tspan>
          {location && (
            <tspan class="flow-location" dx={3}>
              {` ${location}`}
            </tspan>
          )}{' '}
        </text>
      ))}
      {rows.map(({ text, share }, number) => (
        <g key={`row ${number}`} style={{ '--share': `${Math.min(1, share) * 100}%` }}>
          <rect
            class="flow-share"
            x={1}
            y={padding.end + (box.places.length + number) * rowHeight}
            width={inner.width - 2}
            height={rowHeight}
          />
          <text class="flow-figures" x={padding.side} y={baseline(box.places.length + number)}>
            {text}{' '}
          </text>
        </g>
      ))}
    </g>
  );
}

const baseline = (row: number): number => padding.end + row * rowHeight + 12;

/** The place on a row of a box: of a long chain the middle is left out. */
function placeAt(row: number, box: FlowBox, places: readonly Place[]): number {
  return row === box.places.length - 1 ? places.length - 1 : row;
}

const nodeOf = (target: EventTarget | null): number => Number(dataOf(target, 'node') ?? -1);
const placeOf = (target: EventTarget | null): number => Number(dataOf(target, 'place') ?? 0);

function dataOf(target: EventTarget | null, name: 'node' | 'place'): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<SVGElement>(`[data-${name}]`)?.dataset[name];
}

function pointIn(event: MouseEvent): Point {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function useSize(element: { readonly current: Element | null }): Size {
  const [size, setSize] = useState<Size>({ width: 600, height: 300 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
