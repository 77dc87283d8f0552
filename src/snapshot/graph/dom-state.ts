import { attached, detached } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';

/**
 * For each node, whether it is attached to a document, as `HeapSnapshot.propagateDOMState` of DevTools has it:
 * the host knows the state of some nodes, and each passes its state on to the nodes of the host that it holds.
 * What is attached goes first; JavaScript objects pass nothing on.
 */
export function domStates(snapshot: HeapSnapshot): Uint8Array {
  const { detachedness } = snapshot.nodes;
  if (detachedness === null) return statesByName(snapshot);
  const { native } = nodeTypeNumbers(snapshot);
  const { type } = snapshot.nodes;
  const states = detachedness.slice();
  const isSettled = new Uint8Array(snapshot.nodeCount);
  for (let node = 0; node < snapshot.nodeCount; node++) {
    if (type[node] !== native || states[node] !== 0) isSettled[node] = 1;
  }
  for (const state of [attached, detached]) passOn(snapshot, states, isSettled, state);
  return states;
}

/** Files before Chrome 87 say it in the name. */
function statesByName(snapshot: HeapSnapshot): Uint8Array {
  const { native } = nodeTypeNumbers(snapshot);
  const { type, name } = snapshot.nodes;
  const prefix = new TextEncoder().encode('Detached ');
  const states = new Uint8Array(snapshot.nodeCount);
  for (let node = 0; node < snapshot.nodeCount; node++) {
    if (type[node] === native && snapshot.strings.startsWith(name[node] as number, prefix)) states[node] = detached;
  }
  return states;
}

/** Gives `state` to every node that is not settled and can be reached from one that has it. */
function passOn(snapshot: HeapSnapshot, states: Uint8Array, isSettled: Uint8Array, state: number): void {
  const { firstEdge, type: nodeType } = snapshot.nodes;
  const { type, target } = snapshot.edges;
  const { native } = nodeTypeNumbers(snapshot);
  const { hidden, weak } = edgeTypeNumbers(snapshot);
  const waiting: number[] = [];
  for (let node = 0; node < snapshot.nodeCount; node++) {
    if (states[node] === state && nodeType[node] === native) waiting.push(node);
  }
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const child = target[edge] as number;
      if (isSettled[child] === 1 || type[edge] === hidden || type[edge] === weak) continue;
      isSettled[child] = 1;
      states[child] = state;
      waiting.push(child);
    }
  }
}
