import type { Protocol } from 'devtools-protocol';
import type { TargetSession } from '../cdp/target-session.ts';
import type { DetachedDom, DetachedNode } from '../formats/detached.ts';

type Node = Protocol.DOM.Node;

const mostNodes = 20_000;
/** So that one huge tree leaves room for others. */
const mostNodesOfTree = 2000;
const longestDetail = 200;

/** Finds the DOM trees that are in no document but still in memory, as V8 and Blink know them, after a garbage collection. */
export async function findDetachedDom(session: TargetSession): Promise<DetachedDom> {
  await session.send('DOM.enable', {});
  try {
    const { detachedNodes } = await session.send('DOM.getDetachedDomNodes');
    return listed(detachedNodes);
  } finally {
    // The agent remembers every node that it has told of.
    await session.send('DOM.disable').catch(() => {});
  }
}

function listed(found: readonly Protocol.DOM.DetachedElementInfo[]): DetachedDom {
  const trees = found
    .map(({ treeNode, retainedNodeIds }) => ({ ...flattened(treeNode), reached: new Set(retainedNodeIds) }))
    .sort((a, b) => b.order.length - a.order.length);
  const nodes: DetachedNode[] = [];
  for (const { order, parents, sizes, reached } of trees) {
    const first = nodes.length;
    const room = Math.min(order.length, mostNodesOfTree, mostNodes - first);
    for (let i = 0; i < room; i++) {
      const node = order[i] as Node;
      const parent = parents[i] ?? -1;
      nodes.push({
        parent: parent === -1 ? -1 : first + parent,
        name: node.localName || node.nodeName,
        detail: detailOf(node),
        reached: reached.has(node.backendNodeId),
        nodes: sizes[i] ?? 1,
      });
    }
  }
  return { nodes, treeCount: trees.length, nodeCount: trees.reduce((sum, { order }) => sum + order.length, 0) };
}

/** All nodes of a tree, level by level: what is left out of a tree that is too large are its depths. */
function flattened(top: Node): { order: Node[]; parents: number[]; sizes: number[] } {
  const order = [top];
  const parents = [-1];
  for (let i = 0; i < order.length; i++) {
    for (const child of childrenOf(order[i] as Node)) {
      order.push(child);
      parents.push(i);
    }
  }
  const sizes = order.map(() => 1);
  for (let i = order.length - 1; i > 0; i--) sizes[parents[i] ?? 0] = (sizes[parents[i] ?? 0] ?? 0) + (sizes[i] ?? 0);
  return { order, parents, sizes };
}

function childrenOf({ shadowRoots = [], templateContent, children = [] }: Node): Node[] {
  return [...shadowRoots, ...(templateContent ? [templateContent] : []), ...children];
}

function detailOf({ attributes = [], nodeValue }: Node): string {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < attributes.length; i += 2) pairs.push(`${attributes[i]}="${attributes[i + 1]}"`);
  const detail = (pairs.join(' ') || nodeValue).trim();
  return detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail;
}
