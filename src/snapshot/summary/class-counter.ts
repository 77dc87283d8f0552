import { Column } from '../../calltree/column.ts';
import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import { type Bytes, bytes } from '../../units.ts';
import { ClassNames, classNameOf, detachedName, nameOfType } from '../classes/class-names.ts';
import { PairInterner } from '../classes/pair-interner.ts';
import type { SnapshotLayout } from '../parse/layout.ts';
import type { NodeSink } from '../parse/node-sink.ts';
import type { Batch } from '../parse/number-list.ts';
import type { PassingNodes } from '../parse/passing-lists.ts';
import type { ClassSummary, SnapshotSummary } from './snapshot-summary.ts';

/** V8 keeps the state in the lowest two bits. */
const stateBits = 3;
const detachedState = 2;
const plain = 0;
const detached = 1;

/**
 * Counts nodes and their bytes by what names their class, and forgets the nodes.
 * It holds a few numbers for each name that an object or a node of the host has, whatever their number.
 */
export class ClassCounter implements PassingNodes<SnapshotSummary> {
  readonly fieldCount: number;
  /** Bytes of all nodes. */
  #totalSize = 0;
  /** For each type, 1 when its nodes have classes by their own names. */
  readonly #isNamed: Uint8Array;
  /** For each other type, its nodes and their bytes. */
  readonly #countOfType: Float64Array;
  readonly #sizeOfType: Float64Array;
  /** Pairs of the index of a name among the strings, and whether the nodes are detached. */
  readonly #names = new PairInterner();
  /** For each such pair, its nodes and their bytes. */
  readonly #count = new Column(Float64Array);
  readonly #size = new Column(Float64Array);
  readonly #native: number;

  /** @param nodes checks the numbers before they are counted. */
  constructor(
    private readonly layout: SnapshotLayout,
    private readonly nodes: NodeSink,
  ) {
    const { nodeTypes } = layout;
    this.fieldCount = nodes.fieldCount;
    this.#isNamed = Uint8Array.from(nodeTypes, type => (nameOfType(type) === null ? 1 : 0));
    this.#countOfType = new Float64Array(nodeTypes.length);
    this.#sizeOfType = new Float64Array(nodeTypes.length);
    this.#native = nodeTypes.indexOf('native');
  }

  take(batch: Batch, length: number, at: number): void {
    this.nodes.take(batch, length, at);
    const { type: typeAt, name: nameAt, selfSize: sizeAt, detachedness: stateAt } = this.layout.node;
    for (let i = 0; i < length; i += this.fieldCount) {
      const type = batch[i + typeAt] as number;
      const size = batch[i + sizeAt] as number;
      if (size === 0) continue;
      this.#totalSize += size;
      if (this.#isNamed[type] === 0) {
        this.#countOfType[type] = (this.#countOfType[type] as number) + 1;
        this.#sizeOfType[type] = (this.#sizeOfType[type] as number) + size;
        continue;
      }
      const isDetached =
        stateAt !== -1 && type === this.#native && ((batch[i + stateAt] as number) & stateBits) === detachedState;
      this.#add(this.#names.intern(batch[i + nameAt] as number, isDetached ? detached : plain), size);
    }
  }

  /** Those that name classes. */
  namesWanted(): Uint32Array {
    const names = new Uint32Array(this.#names.count);
    for (let pair = 0; pair < names.length; pair++) names[pair] = this.#names.first(pair);
    return names;
  }

  result(
    { nodeCount, edgeCount, extraNativeBytes }: SnapshotHeader,
    textOf: (name: number) => string,
  ): SnapshotSummary {
    return {
      nodeCount,
      edgeCount,
      totalSize: bytes(this.#totalSize + extraNativeBytes),
      classes: this.#classes(textOf),
    };
  }

  #classes(textOf: (name: number) => string): ClassSummary[] {
    const totals = new Totals();
    for (const [type, name] of this.layout.nodeTypes.entries()) {
      const count = this.#countOfType[type] as number;
      if (count > 0) totals.add(nameOfType(name) ?? name, count, this.#sizeOfType[type] as number);
    }
    for (let pair = 0; pair < this.#names.count; pair++) {
      const text = textOf(this.#names.first(pair));
      const name = classNameOf(this.#names.second(pair) === detached ? detachedName(text) : text);
      totals.add(name, this.#count.get(pair), this.#size.get(pair));
    }
    return totals.rows();
  }

  #add(pair: number, size: number): void {
    if (pair === this.#count.length) {
      this.#count.push(0);
      this.#size.push(0);
    }
    this.#count.set(pair, this.#count.get(pair) + 1);
    this.#size.set(pair, this.#size.get(pair) + size);
  }
}

/** Sums by the name of a class: several names of nodes may make the same. */
class Totals {
  readonly #names = new ClassNames();
  readonly #count: number[] = [];
  readonly #size: number[] = [];

  add(name: string, count: number, size: number): void {
    const number = this.#names.numberOf(name);
    this.#count[number] = (this.#count[number] ?? 0) + count;
    this.#size[number] = (this.#size[number] ?? 0) + size;
  }

  rows(): ClassSummary[] {
    const sizeOf = (number: number): Bytes => bytes(this.#size[number] ?? 0);
    const rows = this.#names.texts.map((name, i) => ({ name, count: this.#count[i] ?? 0, shallowSize: sizeOf(i) }));
    return rows.sort((a, b) => b.shallowSize - a.shallowSize);
  }
}
