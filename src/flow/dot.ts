import { xmlText } from '../formats/xml-text.ts';
import { type FlowPicture, type PictureEdge, type PictureNode, shareOf } from './flow-picture.ts';

export interface DotOptions {
  /** How a weight is written, such as `41.2 MB`. */
  readonly weightText: (weight: number) => string;
  /** Draws what has more of its own in a larger font. */
  readonly sizeByLocal: boolean;
  /** The share of its caller's weight at which an edge is as light as it gets. */
  readonly minEdgeFraction: number;
}

/** From blue to red: told apart with every kind of colour blindness. */
const hue = { none: 200, all: 360 };
const saturation = 0.7;
const brightness = 0.95;
/** In points. */
const font = { smallest: 15, largest: 200 };
/** Up to this share the font is the smallest. */
const fontGrowsFrom = 0.01;
/** At this share of its caller's weight an edge is black; the lightest grey is 180 of 255. */
const blackAt = 0.5;
const lightest = 180;

/**
 * A flow picture as text for Graphviz. A node shows its places and, for each graph, a cell "local / cumulative = share", coloured
 * by share; an edge its weights. The node number n of the picture has the id `n<n>`, in the drawn SVG, too.
 */
export function writeDot(picture: FlowPicture, options: DotOptions): string {
  const lines = [
    ...picture.nodes.map((node, number) => nodeLine(node, number, picture.totals, options)),
    ...picture.edges.flatMap(edge => edgeLine(edge, picture, options)),
  ];
  return ['digraph {', '  node [shape=none margin=0]', ...lines.map(line => `  ${line}`), '}', ''].join('\n');
}

function nodeLine(node: PictureNode, number: number, totals: readonly number[], options: DotOptions): string {
  const largest = Math.max(0, ...node.local.map((weight, at) => shareOf(weight, totals[at] ?? 0)));
  const size = options.sizeByLocal ? fontSize(largest) : font.smallest;
  const places = node.places.map(
    ({ label }) => `<tr><td colspan="${totals.length}" bgcolor="white">${escaped(label)}</td></tr>`,
  );
  const cells = node.cumulative.map((cumulative, at) => {
    const share = shareOf(cumulative, totals[at] ?? 0);
    const weights = [node.local[at] ?? 0, cumulative].map(weight => escaped(options.weightText(weight))).join(' / ');
    return `<td bgcolor="${colour(share)}"><font color="white">${weights} = ${Math.floor(share * 100)}%</font></td>`;
  });
  const table = `<table border="1" cellborder="0" cellspacing="0">${places.join('')}<tr>${cells.join('')}</tr></table>`;
  return `n${number} [id="n${number}" fontsize=${size} label=<${table}>]`;
}

function edgeLine({ from, to, weight }: PictureEdge, picture: FlowPicture, options: DotOptions): string[] {
  const callers = picture.nodes[from]?.cumulative ?? [];
  const share = Math.max(0, ...weight.map((part, at) => shareOf(part, callers[at] ?? 0)));
  const label = weight.map(options.weightText).join(' / ');
  return [`n${from} -> n${to} [color="${grey(share, options.minEdgeFraction)}" label=${quoted(label)}]`];
}

function fontSize(share: number): number {
  const grown = Math.max(0, share - fontGrowsFrom) / (1 - fontGrowsFrom);
  return Math.floor(font.smallest + grown * (font.largest - font.smallest));
}

/** HSV as `#rrggbb`. */
function colour(share: number): string {
  const sixths = (hue.none + (hue.all - hue.none) * Math.min(1, share)) / 60;
  // A channel is at its brightest within one sixth of its own hue, at its darkest beyond two, and between them in between.
  const channel = (offset: number) => {
    const place = (offset + sixths) % 6;
    return brightness * (1 - saturation * Math.max(0, Math.min(place, 4 - place, 1)));
  };
  return `#${[5, 3, 1].map(offset => hexByte(255 * channel(offset))).join('')}`;
}

function grey(share: number, lightestAt: number): string {
  const darkest = Math.max(lightestAt, blackAt);
  const value = darkest > lightestAt ? (Math.max(0, darkest - share) / (darkest - lightestAt)) * lightest : 0;
  return `#${hexByte(Math.min(lightest, value)).repeat(3)}`;
}

const hexByte = (value: number): string => Math.floor(value).toString(16).padStart(2, '0');

/**
 * Text inside a label in HTML: names come from pages and may hold anything. XML allows neither controls nor lone surrogates,
 * and Graphviz puts the name of the node for a `\N`, here too.
 */
function escaped(text: string): string {
  return xmlText(wellFormed(text)).replaceAll('\\', '\\\\');
}

/** Text between quotes, in which a backslash begins an escape of Graphviz. */
function quoted(text: string): string {
  return `"${wellFormed(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function wellFormed(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, character => (/\s/.test(character) ? ' ' : '\uFFFD'));
}
