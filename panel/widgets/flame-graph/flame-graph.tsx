// biome-ignore-all lint/a11y/noInteractiveElementToNoninteractiveRole: a canvas has no keys of its own; this one takes them, as an application does
import './flame-graph.css';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { nodeOfKey } from '../tree-table/visible-rows.ts';
import { attachFlameInput } from './flame-input.ts';
import { FlameTooltip } from './flame-tooltip.tsx';
import { type FlameScene, FlameView } from './flame-view.ts';
import type { FlameTree } from './layout.ts';

export interface FlameGraphProps {
  /** Accessible name. */
  readonly label: string;
  readonly tree: FlameTree;
  /** What stands in the boxes of a frame. */
  frameLabel(frame: number): string;
  /** CSS colour of the boxes of a frame; asked once per frame until this function, the tree or the theme changes. */
  colour(frame: number): string;
  /** CSS colour of the box of a node, in place of that of its frame. */
  readonly nodeColour?: ((node: number) => string) | undefined;
  /** Boxes of these frames stand back. */
  readonly dimmed?: ((frame: number) => boolean) | undefined;
  /** Content of the tooltip of a node. */
  describe(node: number): ComponentChildren;
  /** A node in one sentence, read out when it is selected. */
  summary(node: number): string;
  /** Key of the selected node; it stays selected for as long as an update has a node of that key. */
  readonly selectedKey: number | null;
  /** A box was chosen; null when the empty space was. */
  onSelect(key: number | null, node: number): void;
  /** A context menu was asked for at this place, in client pixels. */
  onContextMenu?(key: number, node: number, x: number, y: number): void;
  /** Root at the bottom instead of at the top. */
  readonly flipped?: boolean;
  /** Shown in place of the picture when the tree weighs nothing. */
  readonly empty?: ComponentChildren;
}

const keys =
  'Arrow keys move between boxes, Enter zooms to the selected box, Escape zooms out, W and S zoom, A and D move sideways.';

/** A call tree drawn as boxes as wide as their weight; the tree table of the same tree is its equivalent for readers. */
export function FlameGraph(props: FlameGraphProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [view, setView] = useState<FlameView | null>(null);
  const keysId = useId();
  const { tree, selectedKey } = props;

  useLayoutEffect(() => {
    if (!scroller.current || !content.current || !canvas.current) return;
    const elements = { scroller: scroller.current, content: content.current, canvas: canvas.current };
    const created = new FlameView(elements, sceneOf(latest.current));
    const keyOf = (node: number) => latest.current.tree.key[node] ?? Number.NaN;
    const detach = attachFlameInput(elements.canvas, created, {
      onSelect: node => latest.current.onSelect(node === -1 ? null : keyOf(node), node),
      onContextMenu: (node, x, y) => latest.current.onContextMenu?.(keyOf(node), node, x, y),
    });
    setView(created);
    return () => {
      detach();
      created.dispose();
    };
  }, []);

  useLayoutEffect(() => view?.update(sceneOf(latest.current)));

  useLayoutEffect(() => {
    const node = view?.selectedNode ?? -1;
    if (view && node !== -1) view.reveal(node);
  }, [view, selectedKey]);

  const selectedNode = selectedKey === null ? -1 : nodeOfKey(tree, selectedKey);
  const isEmpty = !((tree.total[0] ?? 0) > 0);
  return (
    <div class="flame-graph">
      <div class="flame-graph-scroller" ref={scroller}>
        <div class="flame-graph-content" ref={content}>
          <canvas
            ref={canvas}
            class="flame-graph-canvas"
            role="application"
            tabIndex={0}
            aria-label={props.label}
            aria-roledescription="flame graph"
            aria-describedby={keysId}
          />
        </div>
      </div>
      <p id={keysId} hidden>
        {keys}
      </p>
      <p class="visually-hidden" aria-live="polite">
        {selectedNode === -1 ? '' : props.summary(selectedNode)}
      </p>
      {isEmpty && props.empty && <div class="flame-graph-empty">{props.empty}</div>}
      {view && <FlameTooltip hover={view.hover} describe={props.describe} />}
      {view && <ZoomOutButton view={view} />}
    </div>
  );
}

function ZoomOutButton({ view }: { readonly view: FlameView }) {
  if (!view.zoomed.value) return null;
  return (
    <button type="button" class="button tonal flame-graph-reset" onClick={() => view.zoomOutFully()}>
      Reset zoom
    </button>
  );
}

function sceneOf({ flipped = false, ...props }: FlameGraphProps): FlameScene {
  const { tree, frameLabel, colour, nodeColour, dimmed, selectedKey } = props;
  return { tree, frameLabel, colour, nodeColour, dimmed, flipped, selectedKey };
}
