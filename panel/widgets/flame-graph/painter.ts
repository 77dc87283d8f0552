import type { ThemeColours } from '../theme.ts';
import { LabelCache } from './labels.ts';
import type { FlameLayout, FlameTree } from './layout.ts';

/** Height of a level in CSS pixels. */
export const levelHeight = 18;
const padding = 4;
/** Narrower boxes carry no label. */
const narrowestLabel = 24;

export const flameColours = [
  'flame-text',
  'text',
  'flame-dim',
  'flame-hover',
  'flame-edge',
  'surface',
  'font',
] as const;

export type FlameTheme = ThemeColours<(typeof flameColours)[number]>;

export interface FlameStyle {
  frameLabel(frame: number): string;
  colour(frame: number): string;
  /** The colour of a box, where it is not that of its frame. */
  readonly nodeColour?: ((node: number) => string) | undefined;
  /** Boxes of these frames stand back, for example those that a search does not match. */
  readonly dimmed?: ((frame: number) => boolean) | undefined;
}

export interface FlamePicture {
  readonly tree: FlameTree;
  readonly layout: FlameLayout;
  /** Size of the view in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly flipped: boolean;
  readonly selectedNode: number;
  readonly hoveredNode: number;
  /** Levels above this one are ancestors of the box zoomed to. */
  readonly focusDepth: number;
}

/** Draws boxes on a canvas at device resolution; colours and labels are remembered per frame until `forget`. */
export class FlamePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #labels: LabelCache;
  readonly #fill: string[] = [];
  readonly #dim: boolean[] = [];
  /** For each level, the right edge of the last stub in device pixels. */
  #stubRight = new Int32Array(128);
  #theme: FlameTheme;
  #style: FlameStyle;

  constructor(context: CanvasRenderingContext2D, style: FlameStyle, theme: FlameTheme) {
    this.#context = context;
    this.#style = style;
    this.#theme = theme;
    this.#labels = new LabelCache(text => context.measureText(text).width);
  }

  /** Takes another style or theme; what was remembered of the old one is dropped. */
  forget(style: FlameStyle, theme: FlameTheme): void {
    this.#style = style;
    this.#theme = theme;
    this.#fill.length = 0;
    this.#dim.length = 0;
    this.#labels.clear();
  }

  paint(picture: FlamePicture): void {
    const context = this.#context;
    const pixelRatio = context.canvas.width / picture.width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.#theme.surface;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    this.#paintBoxes(picture, pixelRatio);
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    this.#paintHover(picture);
    this.#paintLabels(picture);
    this.#paintSelection(picture);
  }

  /** Top of a level in CSS pixels from the top of the view. */
  static top(depth: number, { flipped, height, scrollTop, layout }: FlamePicture): number {
    if (!flipped) return depth * levelHeight - scrollTop;
    const contentHeight = Math.max(height, layout.levels * levelHeight);
    return contentHeight - (depth + 1) * levelHeight - scrollTop;
  }

  #paintBoxes(picture: FlamePicture, pixelRatio: number): void {
    const context = this.#context;
    const { tree, layout, focusDepth, height } = picture;
    const viewWidth = context.canvas.width;
    const boxHeight = Math.round(levelHeight * pixelRatio) - 1;
    const stubWidth = Math.round(2 * pixelRatio);
    if (this.#stubRight.length < layout.levels) this.#stubRight = new Int32Array(layout.levels * 2);
    const stubRight = this.#stubRight.fill(0);
    let fill = '';
    for (let box = 0; box < layout.count; box++) {
      const depth = layout.depth[box] ?? 0;
      const top = FlamePainter.top(depth, picture);
      if (top + levelHeight <= 0 || top >= height) continue;
      const x = (layout.x[box] ?? 0) * pixelRatio;
      const left = Math.max(0, Math.round(x));
      const right = Math.min(viewWidth, Math.round(x + (layout.width[box] ?? 0) * pixelRatio));
      let width = right - left;
      if (width <= 1) {
        // A crowd of boxes under a pixel becomes stubs: the first of each place stands for those it covers.
        if (left < (stubRight[depth] ?? 0)) continue;
        width = stubWidth;
        stubRight[depth] = left + stubWidth;
      } else if (width > 2) {
        // A gap of one device pixel parts boxes that can afford it.
        width--;
      }
      const node = layout.node[box] ?? 0;
      const frame = tree.frame[node] ?? 0;
      const boxFill = this.#style.nodeColour?.(node) ?? this.#fillOf(frame);
      if (boxFill !== fill) {
        fill = boxFill;
        context.fillStyle = fill;
      }
      const y = Math.round(top * pixelRatio);
      context.fillRect(left, y, width, boxHeight);
      if (depth < focusDepth || this.#isDim(frame)) {
        context.fillStyle = this.#theme['flame-dim'];
        context.fillRect(left, y, width, boxHeight);
        fill = '';
      }
    }
  }

  #paintLabels(picture: FlamePicture): void {
    const context = this.#context;
    const { tree, layout, focusDepth, width: viewWidth, height } = picture;
    context.font = `11px ${this.#theme.font}`;
    context.textBaseline = 'middle';
    let fill = '';
    for (let box = 0; box < layout.count; box++) {
      const width = layout.width[box] ?? 0;
      if (width < narrowestLabel) continue;
      const depth = layout.depth[box] ?? 0;
      const top = FlamePainter.top(depth, picture);
      if (top + levelHeight <= 0 || top >= height) continue;
      const x = layout.x[box] ?? 0;
      const left = Math.max(0, x);
      const room = Math.min(viewWidth, x + width) - left - 2 * padding;
      if (room < narrowestLabel - 2 * padding) continue;
      const frame = tree.frame[layout.node[box] ?? 0] ?? 0;
      const text = this.#labels.fit(frame, room, this.#style.frameLabel);
      if (!text) continue;
      const textFill = depth < focusDepth || this.#isDim(frame) ? this.#theme.text : this.#theme['flame-text'];
      if (textFill !== fill) {
        fill = textFill;
        context.fillStyle = fill;
      }
      context.fillText(text, left + padding, top + levelHeight / 2);
    }
  }

  #paintHover(picture: FlamePicture): void {
    const { layout, hoveredNode } = picture;
    const box = hoveredNode === -1 ? -1 : layout.boxOfNode(hoveredNode);
    if (box === -1) return;
    const top = FlamePainter.top(layout.depth[box] ?? 0, picture);
    this.#context.fillStyle = this.#theme['flame-hover'];
    this.#context.fillRect(layout.x[box] ?? 0, top, layout.width[box] ?? 0, levelHeight - 1);
  }

  #paintSelection(picture: FlamePicture): void {
    const { layout, selectedNode } = picture;
    const box = selectedNode === -1 ? -1 : layout.boxOfNode(selectedNode);
    if (box === -1) return;
    const x = layout.x[box] ?? 0;
    const left = Math.max(0, x);
    const right = Math.min(picture.width, x + (layout.width[box] ?? 0));
    const top = FlamePainter.top(layout.depth[box] ?? 0, picture);
    this.#context.strokeStyle = this.#theme['flame-edge'];
    this.#context.lineWidth = 2;
    this.#context.strokeRect(left + 1, top + 1, Math.max(1, right - left - 3), levelHeight - 3);
  }

  #fillOf(frame: number): string {
    let fill = this.#fill[frame];
    if (fill === undefined) {
      fill = this.#style.colour(frame);
      this.#fill[frame] = fill;
    }
    return fill;
  }

  #isDim(frame: number): boolean {
    if (!this.#style.dimmed) return false;
    let dim = this.#dim[frame];
    if (dim === undefined) {
      dim = this.#style.dimmed(frame);
      this.#dim[frame] = dim;
    }
    return dim;
  }
}
