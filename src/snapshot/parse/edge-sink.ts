import type { EdgeColumns } from '../heap-snapshot.ts';
import { mostIn32Bits } from '../sizes.ts';
import { nextCapacity, trimmed, widened } from './capacity.ts';
import type { SnapshotLayout } from './layout.ts';
import type { Batch, NumberSink } from './number-list.ts';
import { Malformed } from './value-reader.ts';

/** Checks the numbers of the list `edges` and sorts them into columns. */
export class EdgeSink implements NumberSink {
  readonly fieldCount: number;
  /** Highest string index among the names that have come. */
  highestName = 0;
  /** Edges that have come. */
  count = 0;
  /** For each type, 1 when its edges have a name, 0 when they have an index. */
  readonly #isNamed: Uint8Array;
  #type = new Uint8Array(0);
  #nameOrIndex = new Uint32Array(0);
  #target = new Uint32Array(0);

  constructor(
    private readonly layout: SnapshotLayout,
    private readonly isBorneOut: boolean,
    /** Otherwise each batch takes the place of the one before, and there are no columns in the end. */
    private readonly keepsAll: boolean,
  ) {
    this.fieldCount = layout.edge.count;
    this.#isNamed = Uint8Array.from(layout.edgeTypes, type => (type === 'element' || type === 'hidden' ? 0 : 1));
  }

  take(batch: Batch, length: number, at: number): void {
    const { edge, edgeCount, nodeCount } = this.layout;
    const end = this.count + length / this.fieldCount;
    if (end > edgeCount) throw new Malformed(`there are more than the ${edgeCount} edges of the header`, at, 'edges');
    const place = this.keepsAll ? this.count : 0;
    const room = place + end - this.count;
    if (room > this.#type.length) this.#widen(this.keepsAll ? nextCapacity(end, edgeCount, this.isBorneOut) : room);
    const types = this.#type;
    const names = this.#nameOrIndex;
    const targets = this.#target;
    const isNamed = this.#isNamed;
    const typeCount = isNamed.length;
    const nodeFields = this.layout.node.count;
    const { fieldCount } = this;
    const { type: typeAt, nameOrIndex: nameAt, toNode: targetAt } = edge;
    // Multiplied and rounded instead of divided, which takes longer; whether it was a whole number of nodes is looked at afterwards.
    const perField = 1 / nodeFields;
    const offsetEnd = nodeCount * nodeFields;
    let { highestName } = this;
    let record = place;
    for (let i = 0; i < length; i += fieldCount, record++) {
      const type = batch[i + typeAt] as number;
      const name = batch[i + nameAt] as number;
      const offset = batch[i + targetAt] as number;
      if (!(type >= 0 && type < typeCount)) this.#fail('type', type, record, at);
      if (!(name >= 0 && name <= mostIn32Bits)) this.#fail('name_or_index', name, record, at);
      if (!(offset >= 0 && offset < offsetEnd)) this.#fail('to_node', offset, record, at);
      const target = (offset * perField + 0.5) | 0;
      if (target * nodeFields !== offset) this.#fail('to_node', offset, record, at);
      if (name > highestName && isNamed[type | 0] === 1) highestName = name;
      types[record] = type;
      names[record] = name;
      targets[record] = target;
    }
    this.highestName = highestName;
    this.count = end;
  }

  /** The columns as they are now: to be asked for once, at the end. */
  columns(): EdgeColumns {
    return {
      type: trimmed(this.#type, this.count),
      nameOrIndex: trimmed(this.#nameOrIndex, this.count),
      target: trimmed(this.#target, this.count),
    };
  }

  #widen(capacity: number): void {
    this.#type = widened(this.#type, capacity);
    this.#nameOrIndex = widened(this.#nameOrIndex, capacity);
    this.#target = widened(this.#target, capacity);
  }

  /** @param place of the record in the columns. */
  #fail(field: string, value: number, place: number, at: number): never {
    const record = this.keepsAll ? place : this.count + place;
    throw new Malformed(`${value} is no value for it`, at, `edges[${record}].${field}`);
  }
}
