import { detached, type HeapGraph, retainedSizeOf, subtreeCountOf } from '../heap-graph.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';
import { domNodes } from './dom-nodes.ts';

/** DOM nodes outside of every document that hold one another. */
export interface DetachedTree {
  /** Ordinals of its nodes; the one nearest to a root, by which something holds it, is first. */
  readonly nodes: Uint32Array;
  /** Bytes of the nodes themselves. */
  readonly shallowSize: number;
  /** Bytes that go with the tree: the retained sizes of those of its nodes that no other of them dominates. */
  readonly retainedSize: number;
}

/**
 * All detached DOM nodes, tree by tree, the tree that retains most first. What Blink makes nodes of is no node: elements of different trees
 * share some of it, such as the list of their classes.
 */
export function detachedTrees(graph: HeapGraph): DetachedTree[] {
  const { nodeCount, nodes, edges } = graph.snapshot;
  const { native } = nodeTypeNumbers(graph.snapshot);
  const { hidden, weak } = edgeTypeNumbers(graph.snapshot);
  const isNode = domNodes(graph.snapshot);
  const isDetached = (node: number) => nodes.type[node] === native && graph.domState[node] === detached && isNode(node);
  const trees = new Forest(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    if (!isDetached(node)) continue;
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      const child = edges.target[edge] as number;
      if (edges.type[edge] !== weak && edges.type[edge] !== hidden && isDetached(child)) trees.join(node, child);
    }
  }
  // In the order of the dominator tree a node comes before all that it dominates.
  const members = new Map<number, number[]>();
  for (const node of graph.dominators.order) {
    if (!isDetached(node)) continue;
    const tree = trees.rootOf(node);
    const known = members.get(tree);
    if (known === undefined) members.set(tree, [node]);
    else known.push(node);
  }
  return [...members.values()].map(each => treeOf(graph, each)).sort((a, b) => b.retainedSize - a.retainedSize);
}

function treeOf(graph: HeapGraph, members: readonly number[]): DetachedTree {
  const { place } = graph.dominators;
  let shallowSize = 0;
  let retainedSize = 0;
  let coveredTo = 0;
  for (const node of members) {
    shallowSize += graph.shallowSize[node] as number;
    if ((place[node] as number) < coveredTo) continue;
    coveredTo = (place[node] as number) + subtreeCountOf(graph, node);
    retainedSize += retainedSizeOf(graph, node);
  }
  const nodes = Uint32Array.from(members).sort((a, b) => (graph.distance[a] as number) - (graph.distance[b] as number));
  return { nodes, shallowSize, retainedSize };
}

/** Joins nodes to sets (union-find with path halving). */
class Forest {
  readonly #parent: Uint32Array;

  constructor(count: number) {
    this.#parent = new Uint32Array(count);
    for (let node = 0; node < count; node++) this.#parent[node] = node;
  }

  rootOf(node: number): number {
    let at = node;
    while (this.#parent[at] !== at) {
      const next = this.#parent[this.#parent[at] as number] as number;
      this.#parent[at] = next;
      at = next;
    }
    return at;
  }

  join(a: number, b: number): void {
    this.#parent[this.rootOf(a)] = this.rootOf(b);
  }
}
