import { HeapscopeError } from '../errors/heapscope-error.ts';
import type { FlowBox } from './flow-boxes.ts';
import { type FlowPicture, shareOf } from './flow-picture.ts';

/** Where everything of a picture is, in pixels from its upper left corner. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  /** For each node, the middle of its box. */
  readonly nodes: readonly Point[];
  readonly edges: readonly EdgeLayout[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface EdgeLayout {
  /** Start, then control points and end of one Bézier curve after the other. */
  readonly curve: readonly Point[];
  /** Where the arrow points to; the curve ends a little before. */
  readonly tip: Point;
  /** Middle of its text. */
  readonly text: Point;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Graphviz counts 72 points to an inch; one is a pixel here. */
const pointsPerInch = 72;
/** What Graphviz may spend on untangling: more makes little difference to such graphs and takes seconds. */
const effort = 'nslimit=2 nslimit1=2 mclimit=0.5';

/** The graph for Graphviz: bare boxes of a size. No text of a page is in it. @param edgeTexts sizes of the texts of edges. */
export function layoutText(picture: FlowPicture, boxes: readonly FlowBox[], edgeTexts: readonly Size[]): string {
  const inches = (pixels: number) => (pixels / pointsPerInch).toFixed(3);
  const nodes = boxes.map(({ width, height }, node) => `n${node} [width=${inches(width)} height=${inches(height)}]`);
  const edges = picture.edges.map(({ from, to, weight }, edge) => {
    const share = Math.max(0, ...weight.map((part, graph) => shareOf(part, picture.totals[graph] ?? 0)));
    return `n${from} -> n${to} [id=${edge} weight=${1 + Math.round(9 * share)} label=<${blank(edgeTexts[edge])}>]`;
  });
  return [
    'digraph {',
    `graph [nodesep=0.25 ranksep=0.3 ${effort}]`,
    'node [shape=box fixedsize=true label=""]',
    ...nodes,
    ...edges,
    '}',
  ].join('\n');
}

const blank = (size: Size | undefined): string =>
  `<table border="0" cellborder="0" cellpadding="0" cellspacing="0" fixedsize="true" width="${size?.width ?? 0}" height="${size?.height ?? 0}"><tr><td></td></tr></table>`;

/** What Graphviz writes as `json0` with y downwards, as far as it is read here. */
export interface GraphvizJson {
  readonly bb?: string;
  readonly objects?: readonly { readonly pos?: string }[];
  readonly edges?: readonly { readonly id?: string; readonly pos?: string; readonly lp?: string }[];
}

/**
 * @param text what Graphviz was asked to lay out, as `layoutText` writes it.
 * @throws HeapscopeError `flow-layout` when something that was asked for is not there.
 */
export function readLayout({ bb = '', objects = [], edges = [] }: GraphvizJson, text: string): FlowLayout {
  const [left = 0, one = 0, right = 0, other = 0] = numbers(bb);
  const byId = new Map(edges.map(({ id, pos, lp }) => [id, edgeLayout(needed(pos, 'pos'), lp)]));
  const nodes = objects.map(({ pos }) => point(needed(pos, 'pos')));
  const wanted = { nodes: linesOf(text, nodeLine), edges: linesOf(text, edgeLine) };
  if (nodes.length !== wanted.nodes) {
    throw new HeapscopeError('flow-layout', { problem: `it has ${nodes.length} of ${wanted.nodes} nodes.` });
  }
  return {
    width: Math.abs(right - left),
    height: Math.abs(other - one),
    nodes,
    edges: Array.from({ length: wanted.edges }, (_, edge) => needed(byId.get(String(edge)), `edge ${edge}`)),
  };
}

const nodeLine = /^n\d+ \[/gm;
const edgeLine = /^n\d+ -> n\d+ \[/gm;
const linesOf = (text: string, line: RegExp): number => text.match(line)?.length ?? 0;

/** `e,tip start control control end …` */
function edgeLayout(pos: string, lp: string | undefined): EdgeLayout {
  const words = pos.split(' ');
  const tip = words.find(word => word.startsWith('e,'));
  const curve = words.filter(word => !/^[es],/.test(word)).map(point);
  const end = curve.at(-1) ?? { x: 0, y: 0 };
  const middle = curve[Math.floor(curve.length / 2)] ?? end;
  return { curve, tip: tip ? point(tip.slice(2)) : end, text: lp ? point(lp) : middle };
}

function point(text: string): Point {
  const [x, y] = numbers(text);
  if (x === undefined || y === undefined)
    throw new HeapscopeError('flow-layout', { problem: 'a place has no coordinates.' });
  return { x, y };
}

/** Numbers between commas; Graphviz marks some with an exclamation mark. */
function numbers(text: string): number[] {
  return text
    .split(',')
    .map(word => Number.parseFloat(word))
    .filter(Number.isFinite);
}

function needed<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new HeapscopeError('flow-layout', { problem: `its answer lacks ${name}.` });
  return value;
}
