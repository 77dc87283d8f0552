import type { Place } from './flow-graph.ts';
import { type FlowPicture, type PictureEdge, type PictureNode, shareOf } from './flow-picture.ts';

/** How the parts of a picture are written. */
export interface FlowTexts {
  place(place: Place): PlaceText;
  weight(weight: number): string;
  share(share: number): string;
  /** What each graph is called, such as `A`; empty where there is only one. */
  readonly graphs: readonly string[];
  /** Width in pixels of a text in `font`. */
  width(text: string, font: keyof typeof fonts): number;
}

export interface PlaceText {
  readonly name: string;
  /** Short; empty where there is none. */
  readonly location: string;
}

/** What stands in the box of a node, and how large it is in pixels. */
export interface FlowBox {
  readonly width: number;
  readonly height: number;
  /** Times the usual size. */
  readonly scale: number;
  /** One per place; of a long chain some are left out, and `name` says how many. */
  readonly places: readonly PlaceText[];
  readonly rows: readonly FlowRow[];
}

/** What a node weighs in one graph. */
export interface FlowRow {
  readonly text: string;
  /** Cumulative share of the whole, 0 to 1. */
  readonly share: number;
}

/** Sizes in pixels. */
export const fonts = { name: 12, small: 11 } as const;
export const rowHeight = 17;
export const padding = { side: 8, end: 4 } as const;
/** Between a name and its location. */
export const gap = 6;

const mostPlaces = 6;
const longestName = 48;
/** Widths are rounded up to a multiple, so that a figure that changes by a digit moves nothing. */
const grid = 12;
/** So much larger is what has everything of its own. */
const largestScale = 3;

/** @param sizeByLocal draws what has more of its own larger. */
export function boxesOf({ nodes, totals }: FlowPicture, texts: FlowTexts, sizeByLocal: boolean): FlowBox[] {
  return nodes.map(node => {
    const local = Math.max(0, ...node.local.map((weight, at) => shareOf(weight, totals[at] ?? 0)));
    return boxOf(node, totals, texts, sizeByLocal ? 1 + local * (largestScale - 1) : 1);
  });
}

/** The weights of an edge, one per graph: `1.2 MB → 3.4 MB`. */
export function edgeText({ weight }: PictureEdge, texts: FlowTexts): string {
  return weight.map(texts.weight).join(' → ');
}

/** Pixels that the text of an edge takes. */
export function edgeTextSize(text: string, texts: FlowTexts): { width: number; height: number } {
  return { width: onGrid(texts.width(text, 'small') + 4), height: rowHeight - 2 };
}

function boxOf(node: PictureNode, totals: readonly number[], texts: FlowTexts, scale: number): FlowBox {
  const places = withoutMiddle(node.places.map(place => shortened(texts.place(place))));
  const rows = totals.map((total, graph): FlowRow => {
    const [local = 0, cumulative = 0] = [node.local[graph], node.cumulative[graph]];
    const share = shareOf(cumulative, total);
    const name = texts.graphs[graph];
    const weights = `${texts.weight(local)} / ${texts.weight(cumulative)} · ${texts.share(share)}`;
    return { text: name ? `${name}: ${weights}` : weights, share };
  });
  const widest = Math.max(
    ...places.map(place => placeWidth(place, texts)),
    ...rows.map(({ text }) => texts.width(text, 'small')),
  );
  const height = (places.length + rows.length) * rowHeight + 2 * padding.end;
  return { places, rows, scale, width: scale * onGrid(widest + 2 * padding.side), height: scale * height };
}

function placeWidth({ name, location }: PlaceText, texts: FlowTexts): number {
  return texts.width(name, 'name') + (location ? gap + texts.width(location, 'small') : 0);
}

function withoutMiddle(places: readonly PlaceText[]): readonly PlaceText[] {
  if (places.length <= mostPlaces) return places;
  const left = places.length - mostPlaces + 1;
  return [...places.slice(0, mostPlaces - 2), { name: `… ${left} more …`, location: '' }, ...places.slice(-1)];
}

function shortened({ name, location }: PlaceText): PlaceText {
  return { name: cut(name), location: cut(location) };
}

const cut = (text: string): string => (text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text);

const onGrid = (width: number): number => Math.ceil(width / grid) * grid;
