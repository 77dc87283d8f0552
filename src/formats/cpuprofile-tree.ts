import type { Protocol } from 'devtools-protocol';
import type { FileShape } from './json-shape.ts';

type ProfileNode = Protocol.Profiler.ProfileNode;

/**
 * Makes sure that the nodes are one tree with the first as its root, so that whoever walks it comes to an end. Returns their ids.
 * @throws HeapscopeError `file-invalid` at the node or child that does not fit.
 */
export function checkTree(shape: FileShape, nodes: readonly ProfileNode[]): ReadonlySet<number> {
  const byId = new Map<number, ProfileNode>();
  for (const [i, node] of nodes.entries()) {
    if (byId.has(node.id)) return shape.fail(`the id ${node.id} is taken`, `nodes[${i}].id`);
    byId.set(node.id, node);
  }

  const children = new Set<number>();
  for (const [i, node] of nodes.entries()) {
    for (const [place, id] of (node.children ?? []).entries()) {
      const where = `nodes[${i}].children[${place}]`;
      if (!byId.has(id)) return shape.fail(`there is no node ${id}`, where);
      if (children.has(id) || id === nodes[0]?.id) return shape.fail(`node ${id} has another place in the tree`, where);
      children.add(id);
    }
  }

  // With one parent each, a node is out of the root's reach only below a circle or without a parent.
  const reached = new Set<number>();
  const waiting = nodes.slice(0, 1);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    reached.add(node.id);
    for (const id of node.children ?? []) waiting.push(byId.get(id) as ProfileNode);
  }
  const lost = nodes.findIndex(node => !reached.has(node.id));
  if (lost >= 0) return shape.fail(`node ${nodes[lost]?.id} does not hang on the root`, `nodes[${lost}]`);
  return reached;
}

/**
 * Gives the nodes their children when the file names parents instead, as profiles taken out of traces do.
 * @param values the same nodes as they stand in the file.
 */
export function childrenFromParents(
  shape: FileShape,
  nodes: readonly ProfileNode[],
  values: readonly unknown[],
): ProfileNode[] {
  if (nodes.some(node => node.children)) return [...nodes];
  const childrenOf = new Map<number, number[]>();
  for (const [i, node] of nodes.entries()) {
    const { parent } = shape.object(values[i], `nodes[${i}]`);
    if (parent === undefined) continue;
    const id = shape.count(parent, `nodes[${i}].parent`);
    const siblings = childrenOf.get(id);
    if (siblings) siblings.push(node.id);
    else childrenOf.set(id, [node.id]);
  }
  return nodes.map(node => {
    const children = childrenOf.get(node.id);
    return children ? { ...node, children } : node;
  });
}
