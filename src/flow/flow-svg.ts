import { xmlText } from '../formats/xml-text.ts';
import { type FlowBox, fonts, gap, padding, rowHeight } from './flow-boxes.ts';
import type { FlowLayout, Point } from './flow-layout.ts';
import { type FlowPicture, shareOf } from './flow-picture.ts';
import { arrowPoints, edgePath, edgeWidth } from './flow-shapes.ts';

/** A picture that is laid out. */
export interface LaidOutFlow {
  readonly picture: FlowPicture;
  readonly boxes: readonly FlowBox[];
  readonly edgeTexts: readonly string[];
  readonly layout: FlowLayout;
}

const margin = 12;
const colours = { page: '#ffffff', box: '#ffffff', line: '#5f6368', text: '#1f1f1f', soft: '#5a5d61' };
/** What a box of all and of nothing is filled with, red, green, blue. */
const filled = { nothing: [255, 255, 255], all: [255, 167, 92] } as const;

/** A laid out picture as an SVG file for light paper. Names come from pages and may hold anything: all text is escaped. */
export function writeSvg({ picture, boxes, edgeTexts, layout }: LaidOutFlow): string {
  const [width, height] = [layout.width + 2 * margin, layout.height + 2 * margin].map(Math.ceil);
  const edges = layout.edges.flatMap((edge, number) => {
    const share = Math.max(
      0,
      ...(picture.edges[number]?.weight ?? []).map((weight, graph) => shareOf(weight, picture.totals[graph] ?? 0)),
    );
    return [
      `<path d="${edgePath(edge)}" fill="none" stroke="${colours.line}" stroke-width="${edgeWidth(share).toFixed(1)}"/>`,
      `<polygon points="${arrowPoints(edge)}" fill="${colours.line}"/>`,
      text(edge.text, edgeTexts[number] ?? '', 'small', 'middle'),
    ];
  });
  const nodes = layout.nodes.map((middle, number) => {
    const box = boxes[number];
    return box ? boxOf(middle, box) : '';
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="system-ui, sans-serif">`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${colours.page}"/>`,
    ...edges,
    ...nodes,
    '</svg>',
    '',
  ].join('\n');
}

function boxOf({ x, y }: Point, { width, height, scale, places, rows }: FlowBox): string {
  const [left, top] = [x - width / 2, y - height / 2];
  const inner = { width: width / scale, height: height / scale };
  const baseline = (row: number) => padding.end + row * rowHeight + 12;
  const names = places.map(({ name, location }, row) => {
    const at = `<tspan font-size="${fonts.small}" fill="${colours.soft}" dx="${gap}">${xmlText(location)}</tspan>`;
    return `<text x="${padding.side}" y="${baseline(row)}" font-size="${fonts.name}" fill="${colours.text}">${xmlText(name)}${location && at}</text>`;
  });
  const figures = rows.map((row, number) => {
    const below = places.length + number;
    const fill = `<rect x="1" y="${padding.end + below * rowHeight}" width="${inner.width - 2}" height="${rowHeight}" fill="${colourOf(row.share)}"/>`;
    return fill + text({ x: padding.side, y: baseline(below) - 4 }, row.text, 'small', 'start');
  });
  return [
    `<g transform="translate(${left.toFixed(1)} ${top.toFixed(1)}) scale(${scale.toFixed(3)})">`,
    `<rect width="${inner.width}" height="${inner.height}" rx="3" fill="${colours.box}" stroke="${colours.line}"/>`,
    ...names,
    ...figures,
    '</g>',
  ].join('');
}

function text({ x, y }: Point, content: string, font: keyof typeof fonts, anchor: 'start' | 'middle'): string {
  return `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="${fonts[font]}" text-anchor="${anchor}" fill="${colours.text}">${xmlText(content)}</text>`;
}

function colourOf(share: number): string {
  const part = Math.min(1, share);
  const channels = filled.nothing.map((none, channel) => none + part * ((filled.all[channel] ?? none) - none));
  return `rgb(${channels.map(Math.round).join(',')})`;
}
