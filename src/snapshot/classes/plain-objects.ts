import type { HeapSnapshot } from '../heap-snapshot.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';

/** Ordinals of the plain JavaScript objects: those that V8 names after the constructor `Object`. */
export function plainObjects(snapshot: HeapSnapshot): Uint32Array {
  const { object } = nodeTypeNumbers(snapshot);
  const { type, name } = snapshot.nodes;
  const objectName = snapshot.strings.indexOf('Object');
  let count = 0;
  for (let node = 0; node < snapshot.nodeCount; node++) if (type[node] === object && name[node] === objectName) count++;
  const found = new Uint32Array(count);
  for (let node = 0, i = 0; i < count; node++) {
    if (type[node] === object && name[node] === objectName) found[i++] = node;
  }
  return found;
}
