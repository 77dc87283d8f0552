import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import type { NodeNames } from './node-names.ts';

/** Numbers for nodes that are strings: the same for the same text. */
export class StringKeys {
  readonly #keyOf: Uint32Array;
  /** Keys from here on are of truncated strings. */
  readonly #firstTruncated: number;

  constructor(snapshot: HeapSnapshot, names: NodeNames, nodes: Uint32Array) {
    const texts = textKeys(snapshot, names, nodes);
    this.#firstTruncated = texts.count;
    const cut = new TruncatedStrings(snapshot);
    const truncated = new Map<string, number>();
    this.#keyOf = new Uint32Array(snapshot.nodeCount);
    for (const node of nodes) {
      const key = texts.keyOf(node);
      const rest = cut.restOf(node);
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

/** Long strings have their length and hash beside the beginning of their text, where the file has numbers. */
class TruncatedStrings {
  readonly #internal: number;
  readonly #number: number;
  readonly #names: Readonly<Record<'truncated' | 'length' | 'hash' | 'value' | 'true' | 'bool', number>>;

  constructor(private readonly snapshot: HeapSnapshot) {
    this.#internal = edgeTypeNumbers(snapshot).internal;
    this.#number = snapshot.nodeTypes.indexOf('number');
    const indexOf = (text: string) => snapshot.strings.indexOf(text);
    this.#names = {
      truncated: indexOf('truncated'),
      length: indexOf('length'),
      hash: indexOf('hash'),
      value: indexOf('value'),
      true: indexOf('true'),
      bool: indexOf('bool'),
    };
  }

  /** What tells a truncated string from others with the same beginning; null for one that is whole. */
  restOf(node: number): string | null {
    if (this.#names.truncated === -1) return null;
    const truncated = this.#target(node, this.#names.truncated);
    if (truncated === null || this.#valueOf(truncated, this.#names.bool) !== this.#names.true) return null;
    return `${this.#textOf(node, this.#names.length)} ${this.#textOf(node, this.#names.hash)}`;
  }

  #textOf(node: number, name: number): string {
    const number = this.#target(node, name);
    const value = number === null ? null : this.#valueOf(number);
    return value === null ? '' : this.snapshot.strings.get(value);
  }

  /** Numbers are nodes named after their kind, with the value as the name of another. */
  #valueOf(node: number, kind?: number): number | null {
    const { type, name } = this.snapshot.nodes;
    if (type[node] !== this.#number || (kind !== undefined && name[node] !== kind)) return null;
    const value = this.#target(node, this.#names.value);
    return value === null ? null : (name[value] as number);
  }

  #target(node: number, name: number): number | null {
    const { nodes, edges } = this.snapshot;
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      if (edges.type[edge] === this.#internal && edges.nameOrIndex[edge] === name) return edges.target[edge] as number;
    }
    return null;
  }
}
