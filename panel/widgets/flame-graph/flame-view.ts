import { signal } from '@preact/signals';
import { onThemeChange, prefersReducedMotion, readColours } from '../theme.ts';
import { nodeOfKey } from '../tree-table/visible-rows.ts';
import { FlameLayout, type FlameTree } from './layout.ts';
import { FlamePainter, type FlamePicture, type FlameStyle, flameColours, levelHeight } from './painter.ts';
import { between, type FlameRange, isWhole, pan, rangeOfNode, wholeRange, zoomAt } from './range.ts';

/** How long a zoom takes, in milliseconds. */
const zoomDuration = 160;

export interface FlameScene extends FlameStyle {
  readonly tree: FlameTree;
  readonly flipped: boolean;
  readonly selectedKey: number | null;
}

export interface FlameElements {
  /** Scrolls up and down. */
  readonly scroller: HTMLElement;
  /** As high as all levels together; holds the canvas. */
  readonly content: HTMLElement;
  /** As large as the view, stays in it. */
  readonly canvas: HTMLCanvasElement;
}

/** The node under the pointer and where the pointer is, in client pixels. */
export interface FlameHover {
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

/** What a flame graph shows of its tree (range, zoom, hover), kept through updates, and when it is drawn. */
export class FlameView {
  readonly hover = signal<FlameHover | null>(null);
  readonly zoomed = signal(false);
  readonly #elements: FlameElements;
  readonly #layout = new FlameLayout();
  readonly #painter: FlamePainter;
  readonly #ends: (() => void)[] = [];
  #scene: FlameScene;
  #range: FlameRange = wholeRange;
  /** Keys of the boxes zoomed to, the present one last; empty when the range is free. */
  #focusKeys: number[] = [];
  #animation: { from: FlameRange; to: FlameRange; start: number } | null = null;
  #frameRequest = 0;
  #width = 0;
  #height = 0;
  #contentHeight = 0;

  constructor(elements: FlameElements, scene: FlameScene) {
    this.#elements = elements;
    this.#scene = scene;
    const context = elements.canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser gives no 2D canvas.');
    this.#painter = new FlamePainter(context, scene, readColours(elements.canvas, flameColours));
    const resizes = new ResizeObserver(() => this.#invalidate());
    resizes.observe(elements.scroller);
    const onScroll = () => this.#invalidate();
    elements.scroller.addEventListener('scroll', onScroll, { passive: true });
    this.#ends.push(
      () => resizes.disconnect(),
      () => elements.scroller.removeEventListener('scroll', onScroll),
      onThemeChange(() => this.#forgetStyle()),
      () => cancelAnimationFrame(this.#frameRequest),
    );
    this.#invalidate();
  }

  get scene(): FlameScene {
    return this.#scene;
  }

  /** Takes new data or another selection; what a person zoomed to stays in view. */
  update(scene: FlameScene): void {
    const { tree, colour, nodeColour, frameLabel, dimmed } = this.#scene;
    const sameStyle =
      colour === scene.colour &&
      nodeColour === scene.nodeColour &&
      frameLabel === scene.frameLabel &&
      dimmed === scene.dimmed &&
      tree === scene.tree;
    this.#scene = scene;
    if (!sameStyle) this.#forgetStyle();
    if (tree !== scene.tree) {
      this.hover.value = null;
      const focus = this.#focusNode();
      if (focus > 0) this.#go(rangeOfNode(scene.tree, focus));
    }
    this.#invalidate();
  }

  dispose(): void {
    for (const end of this.#ends) end();
  }

  get selectedNode(): number {
    const { tree, selectedKey } = this.#scene;
    return selectedKey === null ? -1 : nodeOfKey(tree, selectedKey);
  }

  /** The node drawn at a point in client pixels, or -1. */
  nodeAt(clientX: number, clientY: number): number {
    const view = this.#elements.canvas.getBoundingClientRect();
    const picture = this.#picture();
    const fromTop = clientY - view.top;
    const depth = picture.flipped
      ? Math.floor((FlamePainter.top(0, picture) + levelHeight - fromTop) / levelHeight)
      : Math.floor((fromTop + picture.scrollTop) / levelHeight);
    return this.#layout.node[this.#layout.boxAt(clientX - view.left, depth)] ?? -1;
  }

  /** The node next to `node` in the picture, or -1: on the same level on either side, below (its heaviest child) or above (its parent). */
  neighbour(node: number, direction: 'left' | 'right' | 'parent' | 'child'): number {
    const { tree } = this.#scene;
    if (direction === 'parent') return tree.parent[node] ?? -1;
    if (direction === 'child') return tree.firstChild[node] ?? -1;
    const box = this.#layout.boxOfNode(node);
    const other = box === -1 ? -1 : this.#layout.besides(box, direction === 'left' ? -1 : 1);
    return this.#layout.node[other] ?? -1;
  }

  /** Fills the view with `node`. */
  zoomTo(node: number): void {
    const { tree } = this.#scene;
    if (node < 0) return;
    const key = tree.key[node] ?? Number.NaN;
    if (node === 0) this.#focusKeys = [];
    else if (this.#focusKeys.at(-1) !== key) this.#focusKeys.push(key);
    this.#go(rangeOfNode(tree, node));
  }

  /** Back to the zoom before the last `zoomTo`, else to the whole; says whether anything changed. */
  zoomOut(): boolean {
    if (isWhole(this.#target())) return false;
    this.#focusKeys.pop();
    const before = this.#focusNode();
    this.#go(before > 0 ? rangeOfNode(this.#scene.tree, before) : wholeRange);
    return true;
  }

  zoomOutFully(): void {
    this.#focusKeys = [];
    this.#go(wholeRange);
  }

  /** Zooms by a factor (below 1 in) around a place in client pixels, without animation unless asked for. */
  zoomBy(factor: number, clientX: number | null, animated: boolean): void {
    const view = this.#elements.canvas.getBoundingClientRect();
    const anchor = clientX === null ? 0.5 : (clientX - view.left) / Math.max(1, view.width);
    this.#focusKeys = [];
    this.#go(zoomAt(this.#target(), anchor, factor), animated);
  }

  /** Moves the picture by pixels; positive numbers show what lies on the right and below. */
  panBy(right: number, down: number, animated = false): void {
    if (right !== 0 && this.#width > 0) {
      const range = pan(this.#target(), right / this.#width);
      if (range.from !== this.#target().from) {
        this.#focusKeys = [];
        this.#go(range, animated);
      }
    }
    if (down !== 0) this.#elements.scroller.scrollTop += down;
  }

  /** Scrolls and, where it must, moves the range so that `node` is in view. */
  reveal(node: number): void {
    const { tree } = this.#scene;
    const own = rangeOfNode(tree, node);
    const shown = this.#target();
    if (own.to <= shown.from || own.from >= shown.to) {
      const span = shown.to - shown.from;
      this.panBy((((own.from + own.to) / 2 - (shown.from + shown.to) / 2) / span) * this.#width, 0, true);
    }
    const picture = this.#picture();
    const top = FlamePainter.top(this.#depthOf(node), picture);
    if (top < 0) this.panBy(0, top);
    else if (top + levelHeight > picture.height) this.panBy(0, top + levelHeight - picture.height);
  }

  /** Where `node` stands in client pixels, for a menu opened from the keyboard. */
  placeOf(node: number): { x: number; y: number } {
    const view = this.#elements.canvas.getBoundingClientRect();
    const box = this.#layout.boxOfNode(node);
    const top = FlamePainter.top(this.#depthOf(node), this.#picture());
    return { x: view.left + Math.max(0, this.#layout.x[box] ?? 0) + 8, y: view.top + top + levelHeight };
  }

  setHover(node: number, x: number, y: number): void {
    const before = this.hover.value;
    if (node === -1) {
      if (before) this.hover.value = null;
    } else if (before?.node !== node || before.x !== x || before.y !== y) {
      this.hover.value = { node, x, y };
    }
    if (before?.node !== this.hover.value?.node) this.#invalidate();
  }

  #target(): FlameRange {
    return this.#animation?.to ?? this.#range;
  }

  #focusNode(): number {
    const key = this.#focusKeys.at(-1);
    return key === undefined ? -1 : nodeOfKey(this.#scene.tree, key);
  }

  #depthOf(node: number): number {
    let depth = 0;
    for (let current = node; current > 0; current = this.#scene.tree.parent[current] ?? 0) depth++;
    return depth;
  }

  #go(range: FlameRange, animated = true): void {
    this.zoomed.value = !isWhole(range);
    if (animated && !prefersReducedMotion()) {
      this.#animation = { from: this.#range, to: range, start: performance.now() };
    } else {
      this.#animation = null;
      this.#range = range;
    }
    this.#invalidate();
  }

  #forgetStyle(): void {
    this.#painter.forget(this.#scene, readColours(this.#elements.canvas, flameColours));
    this.#invalidate();
  }

  #invalidate(): void {
    this.#frameRequest ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frameRequest = 0;
    if (this.#animation) {
      const progress = (performance.now() - this.#animation.start) / zoomDuration;
      this.#range = between(this.#animation.from, this.#animation.to, progress);
      if (progress >= 1) this.#animation = null;
      else this.#invalidate();
    }
    this.#fitCanvas();
    this.#layout.compute(this.#scene.tree, this.#range, this.#width);
    this.#fitContent();
    if (this.#width > 0 && this.#height > 0) this.#painter.paint(this.#picture());
  }

  #fitCanvas(): void {
    const { scroller, canvas } = this.#elements;
    this.#width = scroller.clientWidth;
    this.#height = scroller.clientHeight;
    const pixelWidth = Math.round(this.#width * devicePixelRatio);
    const pixelHeight = Math.round(this.#height * devicePixelRatio);
    if (canvas.width === pixelWidth && canvas.height === pixelHeight) return;
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
    canvas.style.width = `${this.#width}px`;
    canvas.style.height = `${this.#height}px`;
  }

  #fitContent(): void {
    const { scroller, content } = this.#elements;
    const height = Math.max(this.#height, this.#layout.levels * levelHeight);
    if (height === this.#contentHeight) return;
    // Upside down the root stands at the bottom: what is in view keeps its distance to it.
    const fromBottom = this.#contentHeight - scroller.scrollTop;
    content.style.height = `${height}px`;
    if (this.#scene.flipped) scroller.scrollTop = this.#contentHeight === 0 ? height : height - fromBottom;
    this.#contentHeight = height;
  }

  #picture(): FlamePicture {
    const focus = this.#focusNode();
    return {
      tree: this.#scene.tree,
      layout: this.#layout,
      width: this.#width,
      height: this.#height,
      scrollTop: this.#elements.scroller.scrollTop,
      flipped: this.#scene.flipped,
      selectedNode: this.selectedNode,
      hoveredNode: this.hover.value?.node ?? -1,
      focusDepth: focus > 0 ? this.#depthOf(focus) : 0,
    };
  }
}
