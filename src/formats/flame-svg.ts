import type { CallTree } from '../calltree/call-tree.ts';
import { type Frame, frameLabel } from '../calltree/frame.ts';
import { xmlText } from './xml-text.ts';

export interface FlameSvgOptions {
  /** Stands above the graph. */
  readonly title: string;
  /** A weight for people, in the unit of the tree. */
  weightText(weight: number): string;
}

const width = 1200;
const rowHeight = 18;
const top = 28;
/** Narrower boxes cannot be seen. */
const narrowest = 0.3;
/** Pixels of a letter of the font, on average. */
const letterWidth = 6.5;

/** A call tree as a flame graph in SVG, callers above their callees, every box with its name and weight as its tooltip. */
export function writeFlameSvg(tree: CallTree, { title, weightText }: FlameSvgOptions): string {
  const whole = tree.total[0] ?? 0;
  const left = new Float64Array(tree.nodeCount);
  const depth = new Uint32Array(tree.nodeCount);
  const boxes: string[] = [];
  let deepest = 0;
  // A parent comes before its children, and siblings are linked in the order in which they are drawn.
  for (let node = 0; node < tree.nodeCount; node++) {
    let at = left[node] as number;
    for (let child = tree.firstChild[node] as number; child !== -1; child = tree.nextSibling[child] as number) {
      left[child] = at;
      depth[child] = (depth[node] as number) + 1;
      at += tree.total[child] as number;
    }
    const total = tree.total[node] as number;
    const frame = tree.frames[tree.frame[node] as number];
    const boxWidth = whole > 0 ? (total / whole) * width : 0;
    if (!frame || boxWidth < narrowest) continue;
    deepest = Math.max(deepest, depth[node] as number);
    const x = ((left[node] as number) / whole) * width;
    const share = `${weightText(total)}, ${((100 * total) / whole).toFixed(1)} %`;
    boxes.push(box(frame, x, top + (depth[node] as number) * rowHeight, boxWidth, share));
  }
  const height = top + (deepest + 1) * rowHeight + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="4" y="17" font-size="13">${xmlText(title)}</text>`,
    ...boxes,
    '</svg>\n',
  ].join('\n');
}

function box(frame: Frame, x: number, y: number, boxWidth: number, share: string): string {
  const label = frameLabel(frame);
  const place = frame.url ? ` ${frame.url}:${frame.line}:${frame.column}` : '';
  const letters = Math.floor((boxWidth - 6) / letterWidth);
  const text = letters < 2 ? '' : label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
  return (
    `<g><title>${xmlText(`${label} (${share})${place}`)}</title>` +
    `<rect x="${x.toFixed(2)}" y="${y}" width="${Math.max(narrowest, boxWidth - 0.5).toFixed(2)}" height="${rowHeight - 1}" fill="${colourOf(frame)}"/>` +
    (text && `<text x="${(x + 3).toFixed(2)}" y="${y + 13}">${xmlText(text)}</text>`) +
    '</g>'
  );
}

/** Warm, one for each file; grey for native code. */
function colourOf({ url }: Frame): string {
  if (!url) return '#d5d8dd';
  let hash = 0;
  for (let i = 0; i < url.length; i++) hash = (Math.imul(hash, 31) + url.charCodeAt(i)) | 0;
  return `hsl(${(345 + ((hash >>> 0) % 12) * 7) % 360} 82% ${74 + ((hash >>> 8) % 3) * 5}%)`;
}
