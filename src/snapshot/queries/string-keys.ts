import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeReader, numberReader } from './edge-reader.ts';
import type { NodeNames } from './node-names.ts';

/** Numbers for nodes that are strings: the same for the same text. */
export class StringKeys {
  readonly #keyOf: Uint32Array;
  /** Keys from here on are of truncated strings. */
  readonly #firstTruncated: number;

  constructor(snapshot: HeapSnapshot, names: NodeNames, nodes: Uint32Array) {
    const texts = textKeys(snapshot, names, nodes);
    this.#firstTruncated = texts.count;
    const truncationOf = truncationReader(snapshot);
    const truncated = new Map<string, number>();
    this.#keyOf = new Uint32Array(snapshot.nodeCount);
    for (const node of nodes) {
      const key = texts.keyOf(node);
      const rest = truncationOf(node);
      if (rest === null) {
        this.#keyOf[node] = key;
        continue;
      }
      const whole = `${key} ${rest}`;
      const number = truncated.get(whole) ?? texts.count + truncated.size;
      truncated.set(whole, number);
      this.#keyOf[node] = number;
    }
  }

  of(node: number): number {
    return this.#keyOf[node] as number;
  }

  isTruncated(key: number): boolean {
    return key >= this.#firstTruncated;
  }
}

/**
 * The index of its name is the key of a plain string, for V8 writes each text once. The texts of joined strings are put together;
 * only names of the same length can be the same text.
 */
function textKeys(snapshot: HeapSnapshot, names: NodeNames, nodes: Uint32Array) {
  const { strings } = snapshot;
  const { name } = snapshot.nodes;
  const ofText = new Map<string, number>();
  const lengths = new Set<number>();
  const encoder = new TextEncoder();
  for (const node of nodes) {
    if (!names.isMade(node)) continue;
    const text = names.nameOf(node);
    if (ofText.has(text)) continue;
    ofText.set(text, strings.count + ofText.size);
    lengths.add(encoder.encode(text).length);
  }
  const count = strings.count + ofText.size;
  for (const node of nodes) {
    const index = name[node] as number;
    if (names.isMade(node) || !lengths.has(strings.byteLength(index))) continue;
    const text = strings.get(index);
    if (ofText.has(text)) ofText.set(text, index);
  }
  return {
    count,
    keyOf: (node: number) => (names.isMade(node) ? (ofText.get(names.nameOf(node)) as number) : (name[node] as number)),
  };
}

/**
 * Long strings have their length and hash beside the beginning of their text, where the file has numbers: what tells a truncated string
 * from others with the same beginning; null for one that is whole.
 */
function truncationReader(snapshot: HeapSnapshot): (node: number) => string | null {
  const truncated = edgeReader(snapshot, 'internal', 'truncated');
  const length = edgeReader(snapshot, 'internal', 'length');
  const hash = edgeReader(snapshot, 'internal', 'hash');
  const bool = numberReader(snapshot, 'bool');
  const int = numberReader(snapshot, 'int');
  return node => (bool(truncated(node)) === 'true' ? `${int(length(node))} ${int(hash(node))}` : null);
}
