import type { EdgeLayout, Point } from './flow-layout.ts';

/** Pixels to both sides of an arrow's line. */
const arrowHalf = 3.5;
const width = { least: 1, most: 6 };

/** The line of an edge as the `d` of an SVG path. */
export function edgePath({ curve }: EdgeLayout): string {
  const [start, ...rest] = curve;
  return start ? `M${pair(start)}${rest.length > 0 ? `C${rest.map(pair).join(' ')}` : ''}` : '';
}

/** The arrow at the end of an edge as the `points` of an SVG polygon. */
export function arrowPoints({ curve, tip }: EdgeLayout): string {
  const end = curve.at(-1) ?? tip;
  const length = Math.hypot(tip.x - end.x, tip.y - end.y) || 1;
  const across = { x: ((tip.y - end.y) / length) * arrowHalf, y: ((end.x - tip.x) / length) * arrowHalf };
  const sides = [
    { x: end.x + across.x, y: end.y + across.y },
    { x: end.x - across.x, y: end.y - across.y },
  ];
  return [tip, ...sides].map(pair).join(' ');
}

/** How thick the line of an edge is, in pixels. @param share of the whole that goes this way, 0 to 1. */
export const edgeWidth = (share: number): number => width.least + (width.most - width.least) * Math.min(1, share);

const pair = ({ x, y }: Point): string => `${round(x)},${round(y)}`;
const round = (value: number): number => Math.round(value * 10) / 10;
