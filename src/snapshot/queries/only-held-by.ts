import { detached, type HeapGraph, noDistance } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';
import { EdgeNames } from './edge-names.ts';

/**
 * For each node 1 when every path to it leads through a detached DOM node, which counts itself
 * (`HeapSnapshot.createNamedFilter` of DevTools, as all of this file).
 */
export function heldByDetachedDom(graph: HeapGraph): Uint8Array {
  return notReached(graph, edge => graph.domState[graph.snapshot.edges.target[edge] as number] !== detached);
}

/** For each node 1 when every path to it leads through the variables of a closure. */
export function heldByContexts(graph: HeapGraph): Uint8Array {
  const isContext = contextNodes(graph.snapshot);
  return notReached(graph, edge => isContext[graph.snapshot.edges.target[edge] as number] === 0);
}

/** For each node, 1 when it holds the variables of a closure. */
function contextNodes({ nodes, nodeCount, strings }: HeapSnapshot): Uint8Array {
  const name = new TextEncoder().encode('system / Context');
  const further = new TextEncoder().encode('system / Context / ');
  const isContext = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const string = nodes.name[node] as number;
    const isPlain = strings.byteLength(string) === name.length && strings.startsWith(string, name);
    if (isPlain || strings.startsWith(string, further)) isContext[node] = 1;
  }
  return isContext;
}

/** For each node 1 when every path to it leads through what the console of DevTools keeps: results, `$0`, `temp1`. */
export function heldByConsole(graph: HeapGraph): Uint8Array {
  const { snapshot } = graph;
  const { synthetic } = nodeTypeNumbers(snapshot);
  const names = new EdgeNames(snapshot);
  return notReached(graph, (edge, source) => {
    if (snapshot.nodes.type[source] !== synthetic || names.isIndexed(edge)) return true;
    return !names.nameOf(edge).endsWith(' / DevTools console');
  });
}

/** For each node 1 when every path to it leads through a function that listens for an event, which counts itself. */
export function heldByEventHandlers(graph: HeapGraph): Uint8Array {
  const isHandler = eventHandlers(graph);
  return notReached(graph, edge => isHandler[graph.snapshot.edges.target[edge] as number] === 0);
}

/** A listener of the host leads to a function, or to an object of a framework that has the function. */
function eventHandlers({ snapshot, domState }: HeapGraph): Uint8Array {
  const { nodes, edges, nodeCount, strings } = snapshot;
  const names = new EdgeNames(snapshot);
  const isHandler = new Uint8Array(nodeCount);
  const listener = strings.indexOf('V8EventListener');
  const targetNamed = (node: number, name: string) => {
    for (let edge = nodes.firstEdge[node] as number; edge < (nodes.firstEdge[node + 1] as number); edge++) {
      if (names.nameOf(edge) === name) return edges.target[edge] as number;
    }
    return null;
  };
  for (let node = 0; node < nodeCount; node++) {
    // Those of detached nodes have another name in DevTools.
    if (nodes.name[node] !== listener || domState[node] === detached) continue;
    const callback = targetNamed(node, '1');
    if (callback === null) continue;
    const isFunction = (candidate: number) => targetNamed(candidate, 'code') !== null;
    const children = edges.target.subarray(nodes.firstEdge[callback], nodes.firstEdge[callback + 1]);
    const handler = isFunction(callback) ? callback : (children.find(isFunction) ?? callback);
    isHandler[handler] = 1;
  }
  return isHandler;
}

/** For each node 1 when the root leads to it, but no path from the root has only edges that may be passed. */
function notReached({ snapshot, distance }: HeapGraph, mayPass: (edge: number, source: number) => boolean): Uint8Array {
  const { nodes, edges, nodeCount, root } = snapshot;
  const { weak } = edgeTypeNumbers(snapshot);
  const isLeft = new Uint8Array(nodeCount).fill(1);
  const queue = new Uint32Array(nodeCount);
  queue[0] = root;
  isLeft[root] = 0;
  for (let head = 0, tail = 1; head < tail; head++) {
    const node = queue[head] as number;
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      const child = edges.target[edge] as number;
      if (isLeft[child] === 0 || edges.type[edge] === weak || !mayPass(edge, node)) continue;
      isLeft[child] = 0;
      queue[tail++] = child;
    }
  }
  for (let node = 0; node < nodeCount; node++) if (distance[node] === noDistance) isLeft[node] = 0;
  return isLeft;
}
