import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';

/** How V8 names a script's node in the snapshot; the rest is its address. */
const scriptPrefix = 'system / Script / ';

/**
 * For V8's ids of scripts, their addresses. A snapshot does not list them: they are found where a function with a place in the
 * script leads to the script itself (`shared`, then `script`), and in the stacks of a timeline.
 */
export function scriptUrls(snapshot: HeapSnapshot): ReadonlyMap<number, string> {
  const urls = new Map<number, string>();
  const { nodes, strings, locations, traces } = snapshot;
  const { closure } = nodeTypeNumbers(snapshot);
  const shared = internalEdge(snapshot, 'shared');
  const scriptOf = internalEdge(snapshot, 'script');
  for (let i = 0; i < locations.node.length; i++) {
    const [node, scriptId] = [locations.node[i] as number, locations.scriptId[i] as number];
    if (urls.has(scriptId) || nodes.type[node] !== closure) continue;
    const script = scriptOf(shared(node));
    const name = script === -1 ? '' : strings.get(nodes.name[script] as number);
    if (name.startsWith(scriptPrefix)) urls.set(scriptId, name.slice(scriptPrefix.length));
  }
  traces?.scriptId.forEach((scriptId, i) => {
    const url = strings.get(traces.scriptName[i] as number);
    if (url !== '' && !urls.has(scriptId)) urls.set(scriptId, url);
  });
  return urls;
}

/** Follows the internal edge of this name; -1 when there is none. */
function internalEdge(snapshot: HeapSnapshot, name: string): (node: number) => number {
  const { nodes, edges, strings } = snapshot;
  const { internal } = edgeTypeNumbers(snapshot);
  const wanted = strings.indexOf(name);
  return node => {
    const end = node === -1 ? 0 : (nodes.firstEdge[node + 1] as number);
    for (let edge = nodes.firstEdge[node] ?? 0; edge < end; edge++) {
      if (edges.type[edge] === internal && edges.nameOrIndex[edge] === wanted) return edges.target[edge] as number;
    }
    return -1;
  };
}
