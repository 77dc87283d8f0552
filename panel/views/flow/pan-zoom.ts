import type { Point, Size } from '../../../src/flow/flow-layout.ts';

/** What of a picture is in view: picture coordinates times `scale`, moved by `x` and `y` pixels. */
export interface PanZoom extends Point {
  readonly scale: number;
}

const scales = { least: 0.05, most: 4 };
/** Pixels around a picture that is fitted. */
const margin = 16;

/** All of a picture, in the middle, but no larger than it is. */
export function fitted(picture: Size, window: Size): PanZoom {
  const scale = within(
    Math.min(1, (window.width - 2 * margin) / picture.width, (window.height - 2 * margin) / picture.height),
  );
  return {
    scale,
    x: (window.width - picture.width * scale) / 2,
    y: Math.max(margin, (window.height - picture.height * scale) / 2),
  };
}

/** Where a picture begins: all of it, or, where that could not be read, the surroundings of `start` at the top. */
export function opened(picture: Size, window: Size, start: Point, legible: number): PanZoom {
  const all = fitted(picture, window);
  if (all.scale >= legible) return all;
  const whole = picture.width * legible;
  const left = Math.min(margin, Math.max(window.width - margin - whole, window.width / 2 - start.x * legible));
  return { scale: legible, x: whole < window.width ? (window.width - whole) / 2 : left, y: margin };
}

/** @param around stays where it is, in pixels of the window. */
export function zoomed(view: PanZoom, factor: number, around: Point): PanZoom {
  const scale = within(view.scale * factor);
  const change = scale / view.scale;
  return { scale, x: around.x - (around.x - view.x) * change, y: around.y - (around.y - view.y) * change };
}

export function panned(view: PanZoom, right: number, down: number): PanZoom {
  return { ...view, x: view.x + right, y: view.y + down };
}

/** Moves so that a point of the picture is in the window, and in its middle if it was not; legible in any case. */
export function showing(view: PanZoom, point: Point, window: Size, legible: number): PanZoom {
  const scale = Math.max(view.scale, legible);
  const [x, y] = [point.x * view.scale + view.x, point.y * view.scale + view.y];
  const isInside = x > margin && y > margin && x < window.width - margin && y < window.height - margin;
  if (isInside && scale === view.scale) return view;
  return { scale, x: window.width / 2 - point.x * scale, y: window.height / 2 - point.y * scale };
}

const within = (scale: number): number => Math.min(scales.most, Math.max(scales.least, scale));
