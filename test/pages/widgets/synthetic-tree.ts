import type { CallTree } from '../../../src/calltree/call-tree.ts';
import type { Frame } from '../../../src/calltree/frame.ts';

const urls = [
  'https://shop.example/app/main.js',
  'https://shop.example/app/checkout.js',
  'https://cdn.example/npm/react-dom@19.1.0/index.js',
  'https://cdn.example/npm/@reduxjs/toolkit@2.0.1/dist/index.js',
  'webpack:///./node_modules/lodash/lodash.js',
  'https://analytics.example/tag.js',
  'node:internal/streams',
  'chrome-extension://abcdefgh/content.js',
  '',
];
const verbs = [
  'parse',
  'render',
  'create',
  'update',
  'commit',
  'visit',
  'bind',
  'emit',
  'read',
  'scan',
  'resolve',
  'clone',
];
const nouns = [
  'Node',
  'Fiber',
  'Token',
  'Stream',
  'Row',
  'Template',
  'Props',
  'Cart',
  'Price',
  'Effect',
  'Source',
  'Text',
];

/** A tree of `nodeCount` nodes that grows the same way every time for one `seed`, with siblings in descending total. */
export function syntheticTree(nodeCount: number, seed = 1): CallTree {
  const random = generator(seed);
  const frames: Frame[] = [{ functionName: '(root)', url: '', line: 0, column: 0 }];
  for (let index = 1; index < 400; index++) {
    const verb = verbs[index % verbs.length] ?? '';
    const noun = nouns[Math.floor(index / verbs.length) % nouns.length] ?? '';
    frames.push({
      functionName: index % 17 === 0 ? '' : `${verb}${noun}`,
      url: urls[Math.floor(random() * urls.length)] ?? '',
      line: 1 + Math.floor(random() * 3000),
      column: 1 + Math.floor(random() * 80),
    });
  }
  const parent = new Int32Array(nodeCount).fill(-1);
  const frame = new Uint32Array(nodeCount);
  const self = new Float64Array(nodeCount);
  const key = new Float64Array(nodeCount);
  for (let node = 1; node < nodeCount; node++) {
    // Near ancestors are likelier, which makes stacks deep as real ones are.
    const back = Math.floor(random() ** 3 * Math.min(node, 400)) + 1;
    const above = Math.max(0, node - back);
    parent[node] = above;
    const own = 1 + Math.floor(random() * (frames.length - 1));
    frame[node] = own;
    self[node] = random() < 0.4 ? Math.floor(random() ** 6 * 400_000) : 0;
    key[node] = node * 7919;
  }
  const total = self.slice();
  for (let node = nodeCount - 1; node > 0; node--) {
    const above = parent[node] ?? 0;
    total[above] = (total[above] ?? 0) + (total[node] ?? 0);
  }
  const firstChild = new Int32Array(nodeCount).fill(-1);
  const nextSibling = new Int32Array(nodeCount).fill(-1);
  const ascending = Array.from(parent.keys())
    .slice(1)
    .sort((a, b) => (total[a] ?? 0) - (total[b] ?? 0));
  for (const node of ascending) {
    const above = parent[node] ?? 0;
    nextSibling[node] = firstChild[above] ?? -1;
    firstChild[above] = node;
  }
  return { unit: 'bytes', beside: {}, nodeCount, parent, frame, self, total, firstChild, nextSibling, key, frames };
}

/** Numbers in [0, 1) that repeat for one seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
