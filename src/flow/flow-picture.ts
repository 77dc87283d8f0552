import type { FlowGraph, Place } from './flow-graph.ts';

export interface FlowPictureOptions {
  /** A place is left out when its cumulative weight is below this share of the whole in every graph. */
  readonly minNodeFraction: number;
  /** An edge is left out when its weight is below this share of its caller's cumulative weight in every graph. */
  readonly minEdgeFraction: number;
  /** Of more places than this, only those with the largest shares are drawn: Graphviz takes seconds for a few hundred. */
  readonly mostNodes: number;
  /** Puts a chain of places that only hand on what they get into one node. */
  readonly collapse: boolean;
}

export const defaultPicture: FlowPictureOptions = {
  minNodeFraction: 0.01,
  minEdgeFraction: 0.05,
  mostNodes: 80,
  collapse: true,
};

export interface PictureNode {
  /** One place, or a collapsed chain from caller to called. */
  readonly places: readonly Place[];
  /** For each graph, the weight of the stacks that end there. */
  readonly local: readonly number[];
  /** For each graph, the weight of the stacks that go through there. */
  readonly cumulative: readonly number[];
}

export interface PictureEdge {
  /** Indexes of nodes. */
  readonly from: number;
  readonly to: number;
  /** For each graph, the weight that goes this way. */
  readonly weight: readonly number[];
}

/** Flow graphs of one or several moments as one picture. */
export interface FlowPicture {
  /** For each graph, the weight of the whole. */
  readonly totals: readonly number[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Places that are large enough but too many to draw. */
  readonly tooMany: number;
}

/** A collapsed chain has less than this share of its weight itself. */
const handsOn = 0.01;

/** @throws RangeError when a fraction is not from 0 to 1. */
export function flowPicture(graphs: readonly FlowGraph[], options: FlowPictureOptions = defaultPicture): FlowPicture {
  for (const fraction of [options.minNodeFraction, options.minEdgeFraction]) {
    if (!(fraction >= 0 && fraction <= 1)) throw new RangeError('A threshold is a share from 0 to 1.');
  }
  const totals = graphs.map(({ total }) => total);
  const all = joined(graphs);
  const largest = largestNodes(all.nodes, totals, options.minNodeFraction);
  const drawn = withOnly(all, new Set(largest.slice(0, options.mostNodes)), options.minEdgeFraction);
  const rooted = belowOneRoot(drawn, all.begun, totals, options.minEdgeFraction);
  const tooMany = Math.max(0, largest.length - options.mostNodes);
  return { totals, tooMany, ...(options.collapse ? collapsed(rooted) : rooted) };
}

/** `part` of `whole`; of nothing there is no part. */
export const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

interface Drawing {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** For each node, by graph, the weight of the stacks that begin there. */
type Begun = ReadonlyMap<PictureNode, readonly number[]>;

/** All graphs as one: what is missing in one has no weight there. */
function joined(graphs: readonly FlowGraph[]): Drawing & { readonly begun: Begun } {
  const none = () => graphs.map(() => 0);
  const numbers = new Map<string, number>();
  const nodes: { places: Place[]; local: number[]; cumulative: number[] }[] = [];
  const begun = new Map<PictureNode, number[]>();
  const edges = new Map<string, { from: number; to: number; weight: number[] }>();
  graphs.forEach((graph, at) => {
    const numberOf = graph.places.map((place, index) => {
      const number = numbers.get(place.name) ?? nodes.length;
      numbers.set(place.name, number);
      const node = nodes[number] ?? { places: [place], local: none(), cumulative: none() };
      nodes[number] = node;
      node.local[at] = graph.local[index] ?? 0;
      node.cumulative[at] = graph.cumulative[index] ?? 0;
      const begins = begun.get(node) ?? none();
      begun.set(node, begins);
      begins[at] = graph.begun[index] ?? 0;
      return number;
    });
    graph.weight.forEach((weight, index) => {
      const from = numberOf[graph.from[index] ?? 0] ?? 0;
      const to = numberOf[graph.to[index] ?? 0] ?? 0;
      const edge = edges.get(`${from} ${to}`) ?? { from, to, weight: none() };
      edges.set(`${from} ${to}`, edge);
      edge.weight[at] = weight;
    });
  });
  return { nodes, begun, edges: [...edges.values()] };
}

/** The nodes that are not small in every graph, by descending share in the graph where it is largest. */
function largestNodes(nodes: readonly PictureNode[], totals: readonly number[], least: number): PictureNode[] {
  const share = new Map(
    nodes.map(node => [node, Math.max(...node.cumulative.map((weight, at) => shareOf(weight, totals[at] ?? 0)))]),
  );
  const shareOfNode = (node: PictureNode) => share.get(node) ?? 0;
  return nodes
    .filter(node => shareOfNode(node) > 0 && shareOfNode(node) >= least)
    .sort((a, b) => shareOfNode(b) - shareOfNode(a));
}

/** The kept nodes and the edges between them that are not small in every graph; what stays has its true weight in each. */
function withOnly({ nodes, edges }: Drawing, kept: ReadonlySet<PictureNode>, least: number): Drawing {
  const isKept = (node: PictureNode) => kept.has(node);
  const numbers = numbered(nodes, isKept);
  const isWide = ({ from, to, weight }: PictureEdge) =>
    numbers[from] !== -1 &&
    numbers[to] !== -1 &&
    weight.some((part, at) => part > 0 && shareOf(part, nodes[from]?.cumulative[at] ?? 0) >= least);
  return { nodes: nodes.filter(isKept), edges: renumbered(edges.filter(isWide), numbers) };
}

/**
 * Where stacks begin in several places, "Program Root" calls them: all of a place that nobody else calls, and of one that is called, too,
 * what begins there unless that is little.
 */
function belowOneRoot({ nodes, edges }: Drawing, begun: Begun, totals: readonly number[], least: number): Drawing {
  const called = new Set(edges.map(({ to }) => to));
  const isWide = (weight: readonly number[]) =>
    weight.some((part, at) => part > 0 && shareOf(part, totals[at] ?? 0) >= least);
  const fromRoot = nodes.flatMap((node, to): PictureEdge[] => {
    const weight = called.has(to) ? (begun.get(node) ?? []) : node.cumulative;
    return !called.has(to) || isWide(weight) ? [{ from: nodes.length, to, weight }] : [];
  });
  if (fromRoot.length < 2) return { nodes, edges };
  const place: Place = { name: 'Program Root', label: 'Program Root', frame: null };
  const root: PictureNode = { places: [place], local: totals.map(() => 0), cumulative: totals };
  return { nodes: [...nodes, root], edges: [...edges, ...fromRoot] };
}

/** Takes a place into its only caller when that calls nothing else and keeps nothing for itself. */
function collapsed({ nodes, edges }: Drawing): Drawing {
  const calls = nodes.map((): PictureEdge[] => []);
  const callers = nodes.map(() => 0);
  for (const edge of edges) {
    calls[edge.from]?.push(edge);
    callers[edge.to] = (callers[edge.to] ?? 0) + 1;
  }

  /** For each node, the one that took it in, or itself. */
  const headOf = [...nodes.keys()];
  const head = (node: number): number => {
    let at = node;
    while (headOf[at] !== at) at = headOf[at] ?? at;
    return at;
  };
  const chains = nodes.map(node => ({ places: [...node.places], local: [...node.local], cumulative: node.cumulative }));
  nodes.forEach((node, number) => {
    const [only, ...others] = calls[number] ?? [];
    const keeps = node.local.some((weight, at) => shareOf(weight, node.cumulative[at] ?? 0) >= handsOn);
    if (!only || others.length > 0 || keeps || callers[only.to] !== 1) return;
    const [into, from] = [head(number), head(only.to)];
    const [chain, rest] = [chains[into], chains[from]];
    if (into === from || !chain || !rest) return;
    chain.places.push(...rest.places);
    chain.local = chain.local.map((weight, at) => weight + (rest.local[at] ?? 0));
    headOf[from] = into;
  });

  const isHead = (_: PictureNode, number: number) => headOf[number] === number;
  const numbers = numbered(chains, isHead);
  const moved = nodes.map((_, number) => numbers[head(number)] ?? -1);
  return { nodes: chains.filter(isHead), edges: renumbered(edges, moved).filter(({ from, to }) => from !== to) };
}

/** For each node its number among the chosen, -1 when it is not. */
function numbered<Node>(nodes: readonly Node[], isChosen: (node: Node, number: number) => boolean): number[] {
  let next = 0;
  return nodes.map((node, number) => (isChosen(node, number) ? next++ : -1));
}

/** Edges between the new numbers; of several that become one, the larger weight counts: the same bytes go both ways. */
function renumbered(edges: readonly PictureEdge[], numbers: readonly number[]): PictureEdge[] {
  const known = new Map<string, PictureEdge>();
  for (const edge of edges) {
    const from = numbers[edge.from] ?? -1;
    const to = numbers[edge.to] ?? -1;
    const other = known.get(`${from} ${to}`);
    const weight = edge.weight.map((part, at) => Math.max(part, other?.weight[at] ?? 0));
    known.set(`${from} ${to}`, { from, to, weight });
  }
  return [...known.values()];
}
