import { Column } from '../../calltree/column.ts';
import type { InterfaceDefinition } from '../class-table.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { StringTable } from '../string-table.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import { PairInterner } from './pair-interner.ts';

/** An object that no interface fits. */
export const noInterface = -1;
const notKnownYet = -2;

/**
 * For each plain object, the index of the interface that fits it best (`HeapSnapshot.applyInterfaceDefinitions` of DevTools):
 * the object has all its properties, no other such interface has more, and of several the first counts.
 */
export function matchInterfaces(
  snapshot: HeapSnapshot,
  plainObjects: Uint32Array,
  definitions: readonly InterfaceDefinition[],
): Int32Array {
  const properties = new KnownProperties(snapshot.strings, definitions);
  const tree = new PropertyTree(definitions, properties);
  const { firstEdge } = snapshot.nodes;
  const { type, nameOrIndex } = snapshot.edges;
  const { property } = edgeTypeNumbers(snapshot);
  // Objects with the same sequence of known properties fit the same interface: each sequence is looked up once.
  const sequences = new PairInterner();
  const matches = new Column(Int32Array);
  matches.push(noInterface);
  const best = new Int32Array(plainObjects.length);
  for (let i = 0; i < plainObjects.length; i++) {
    const node = plainObjects[i] as number;
    const end = firstEdge[node + 1] as number;
    let sequence = 0;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (type[edge] !== property) continue;
      const known = properties.numberOf(nameOrIndex[edge] as number);
      if (known !== KnownProperties.none) sequence = sequences.intern(sequence, known) + 1;
    }
    while (matches.length <= sequence) matches.push(notKnownYet);
    if (matches.get(sequence) === notKnownYet) matches.set(sequence, tree.bestMatch(membersOf(sequences, sequence)));
    best[i] = matches.get(sequence);
  }
  return best;
}

/** Numbers of the properties in a sequence, ascending; two symbols with the same description are two properties of one name. */
function membersOf(sequences: PairInterner, sequence: number): number[] {
  const members: number[] = [];
  for (let rest = sequence; rest !== 0; rest = sequences.first(rest - 1)) members.push(sequences.second(rest - 1));
  return members.sort((a, b) => a - b);
}

/** The properties that interfaces have, numbered from 1 on. */
class KnownProperties {
  static readonly none = 0;
  readonly #numbers = new Map<string, number>();
  /** Hashes of their bytes, so that most strings need not be decoded to know that they are none. */
  readonly #hashes = new Set<number>();
  /** For each string, 1 + its number; 0 when it has not been asked for. */
  readonly #known: Uint32Array;

  constructor(
    private readonly strings: StringTable,
    definitions: readonly InterfaceDefinition[],
  ) {
    this.#known = new Uint32Array(strings.count);
    const encoder = new TextEncoder();
    for (const { properties } of definitions) {
      for (const property of properties) {
        if (this.#numbers.has(property)) continue;
        this.#numbers.set(property, this.#numbers.size + 1);
        this.#hashes.add(hashOf(encoder.encode(property)));
      }
    }
  }

  number(property: string): number {
    return this.#numbers.get(property) ?? KnownProperties.none;
  }

  numberOf(string: number): number {
    const known = this.#known[string] as number;
    if (known !== 0) return known - 1;
    const mayBe = this.#hashes.has(hashOf(this.strings.bytesOf(string)));
    const number = mayBe ? this.number(this.strings.get(string)) : KnownProperties.none;
    this.#known[string] = number + 1;
    return number;
  }
}

function hashOf(bytes: Uint8Array): number {
  let hash = bytes.length;
  for (let i = 0; i < bytes.length && i < 32; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash;
}

interface Branch {
  readonly next: Map<number, Branch>;
  /** The first interface that has just the properties on the way here. */
  definition: number;
  readonly depth: number;
}

/** The interfaces by their properties, in ascending order of the properties' numbers. */
class PropertyTree {
  readonly #root: Branch = { next: new Map(), definition: noInterface, depth: 0 };

  constructor(definitions: readonly InterfaceDefinition[], known: KnownProperties) {
    for (const [index, { properties }] of definitions.entries()) {
      const numbers = properties.map(property => known.number(property)).sort((a, b) => a - b);
      let branch = this.#root;
      for (const number of numbers) {
        let next = branch.next.get(number);
        if (!next) {
          next = { next: new Map(), definition: noInterface, depth: branch.depth + 1 };
          branch.next.set(number, next);
        }
        branch = next;
      }
      if (branch.definition === noInterface) branch.definition = index;
    }
  }

  /** The best interface for an object with these properties, in ascending order; `noInterface` when none fits. */
  bestMatch(properties: readonly number[]): number {
    const reached = new Set([this.#root]);
    let best = this.#root;
    for (const property of properties) {
      for (const branch of [...reached]) {
        const next = branch.next.get(property);
        if (!next) continue;
        reached.add(next);
        if (isBetter(next, best)) best = next;
      }
    }
    return best.definition;
  }
}

function isBetter(a: Branch, b: Branch): boolean {
  if (a.definition === noInterface) return false;
  if (b.definition === noInterface || a.depth !== b.depth) return b.definition === noInterface || a.depth > b.depth;
  return a.definition < b.definition;
}
