import type { HeapGraph } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';

/** In `contextOf`: the node belongs to no realm. */
export const noContext = -1;
/** In `contextOf`: the node belongs to several realms. */
export const sharedContext = -2;

export interface ContextAttribution {
  /** Ordinals of the native contexts: one for each window, frame or realm. */
  readonly contexts: readonly number[];
  /** For each node, the ordinal of the native context that it belongs to, `noContext` or `sharedContext`. */
  readonly contextOf: Int32Array;
}

/**
 * Says which realm each node belongs to (`HeapSnapshot.calculateNativeContextAttribution` of DevTools):
 * an object to that of its map's map, which knows it; what has no such map to those whose objects lead to it.
 */
export function attributeToContexts({ snapshot }: HeapGraph): ContextAttribution {
  const { nodeCount } = snapshot;
  const isContext = nativeContexts(snapshot);
  const { map, context } = mapsAndContexts(snapshot, isContext);
  const contextOf = new Int32Array(nodeCount).fill(noContext);
  const contexts: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (isContext(node)) {
      contexts.push(node);
      contextOf[node] = node;
      continue;
    }
    const mapOfMap = at(map, at(map, node));
    contextOf[node] = mapOfMap === missing ? noContext : at(context, mapOfMap);
  }
  passOn(snapshot, contextOf);
  return { contexts, contextOf };
}

/** Bytes that belong to each realm. */
export interface ContextSizes<Context = number> {
  readonly contexts: readonly { readonly node: Context; readonly size: number }[];
  /** Bytes that belong to several realms. */
  readonly sharedSize: number;
  /** Bytes that belong to none. */
  readonly otherSize: number;
}

/** Adds up the shallow sizes of what belongs to each realm. */
export function contextSizes(graph: HeapGraph): ContextSizes {
  const { contexts, contextOf } = attributeToContexts(graph);
  const sizes = new Map<number, number>();
  for (let node = 0; node < contextOf.length; node++) {
    const context = contextOf[node] as number;
    sizes.set(context, (sizes.get(context) ?? 0) + (graph.shallowSize[node] as number));
  }
  return {
    contexts: contexts.map(node => ({ node, size: sizes.get(node) ?? 0 })),
    sharedSize: sizes.get(sharedContext) ?? 0,
    otherSize: sizes.get(noContext) ?? 0,
  };
}

const missing = -1;
const at = (column: Int32Array, node: number): number => (node === missing ? missing : (column[node] as number));

/** Says of each node whether it is a native context: by its name, of which most are texts that need not be decoded to know that they are none. */
function nativeContexts({ nodes, strings }: HeapSnapshot): (node: number) => boolean {
  const beginnings = ['system / NativeContext', 'Detached system / NativeContext'].map(text =>
    new TextEncoder().encode(text),
  );
  const isName = new Uint8Array(strings.count);
  for (let index = 0; index < strings.count; index++) {
    if (!beginnings.some(beginning => strings.startsWith(index, beginning))) continue;
    isName[index] = /^(Detached )?system \/ NativeContext($| \/ )/.test(strings.get(index)) ? 1 : 0;
  }
  return node => isName[nodes.name[node] as number] === 1;
}

/** For each node, the targets of its first internal edges `map` and `native_context`. */
function mapsAndContexts(snapshot: HeapSnapshot, isContext: (node: number) => boolean) {
  const { nodes, edges, nodeCount, strings } = snapshot;
  const { internal } = edgeTypeNumbers(snapshot);
  const mapName = strings.indexOf('map');
  const contextName = strings.indexOf('native_context');
  const map = new Int32Array(nodeCount).fill(missing);
  const context = new Int32Array(nodeCount).fill(missing);
  for (let node = 0, edge = 0; node < nodeCount; node++) {
    for (; edge < (nodes.firstEdge[node + 1] as number); edge++) {
      if (edges.type[edge] !== internal) continue;
      const name = edges.nameOrIndex[edge];
      const target = edges.target[edge] as number;
      if (name === mapName && map[node] === missing) map[node] = target;
      if (name === contextName && context[node] === missing && isContext(target)) context[node] = target;
    }
  }
  return { map, context };
}

/** Nodes without a context of their own get those of the nodes that lead to them, over and over until nothing changes: at most twice each. */
function passOn(snapshot: HeapSnapshot, contextOf: Int32Array): void {
  const { nodes, edges, nodeCount } = snapshot;
  const { shortcut, weak } = edgeTypeNumbers(snapshot);
  const isFixed = Uint8Array.from(contextOf, context => (context === noContext ? 0 : 1));
  const waiting: number[] = [];
  for (let node = 0; node < nodeCount; node++) if (isFixed[node] === 1) waiting.push(node);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      const child = edges.target[edge] as number;
      const [type, known, coming] = [edges.type[edge], contextOf[child], contextOf[node] as number];
      if (isFixed[child] === 1 || type === shortcut || type === weak) continue;
      if (known === coming || known === sharedContext) continue;
      contextOf[child] = known === noContext ? coming : sharedContext;
      waiting.push(child);
    }
  }
}
