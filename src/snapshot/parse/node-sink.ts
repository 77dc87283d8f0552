import type { NodeColumns } from '../heap-snapshot.ts';
import { mostIn32Bits, type Sizes } from '../sizes.ts';
import { nextCapacity, trimmed, widened } from './capacity.ts';
import type { SnapshotLayout } from './layout.ts';
import type { Batch, NumberSink } from './number-list.ts';
import { Malformed } from './value-reader.ts';

/** Checks the numbers of the list `nodes` and sorts them into columns. */
export class NodeSink implements NumberSink {
  readonly fieldCount: number;
  /** Highest string index that has come. */
  highestName = 0;
  /** Nodes that have come. */
  count = 0;
  #edges = 0;
  #type = new Uint8Array(0);
  #name = new Uint32Array(0);
  #id = new Uint32Array(0);
  #selfSize: Sizes = new Uint32Array(0);
  #firstEdge = new Uint32Array(1);
  #detachedness = new Uint8Array(0);
  #traceNodeId = new Uint32Array(0);

  constructor(
    private readonly layout: SnapshotLayout,
    /** Whether the size of the file bears out how many nodes its header promises. */
    readonly isBorneOut: boolean,
    /** Otherwise each batch takes the place of the one before, and there are no columns in the end. */
    private readonly keepsAll: boolean,
  ) {
    this.fieldCount = layout.node.count;
  }

  take(batch: Batch, length: number, at: number): void {
    const { node, nodeTypes, nodeCount } = this.layout;
    const end = this.count + length / this.fieldCount;
    if (end > nodeCount) throw new Malformed(`there are more than the ${nodeCount} nodes of the header`, at, 'nodes');
    const place = this.keepsAll ? this.count : 0;
    const room = place + end - this.count;
    if (room > this.#type.length) this.#widen(this.keepsAll ? nextCapacity(end, nodeCount, this.isBorneOut) : room);
    const typeCount = nodeTypes.length;
    const types = this.#type;
    const names = this.#name;
    const ids = this.#id;
    let selfSizes = this.#selfSize;
    const firstEdge = this.#firstEdge;
    let { highestName } = this;
    let edges = this.#edges;
    let record = place;
    for (let i = 0; i < length; i += this.fieldCount, record++) {
      const type = batch[i + node.type] as number;
      const name = batch[i + node.name] as number;
      const id = batch[i + node.id] as number;
      const size = batch[i + node.selfSize] as number;
      const edgeCount = batch[i + node.edgeCount] as number;
      if (!(type >= 0 && type < typeCount)) this.#fail('type', type, record, at);
      if (!(name >= 0 && name <= mostIn32Bits)) this.#fail('name', name, record, at);
      if (!(id >= 0 && id <= mostIn32Bits)) this.#fail('id', id, record, at);
      if (!(size >= 0 && size <= Number.MAX_SAFE_INTEGER)) this.#fail('self_size', size, record, at);
      if (!(edgeCount >= 0 && edgeCount <= mostIn32Bits)) this.#fail('edge_count', edgeCount, record, at);
      if (size > mostIn32Bits && !(selfSizes instanceof Float64Array)) selfSizes = Float64Array.from(selfSizes);
      if (name > highestName) highestName = name;
      types[record] = type;
      names[record] = name;
      ids[record] = id;
      selfSizes[record] = size;
      edges += edgeCount;
      firstEdge[record + 1] = edges;
    }
    if (edges > this.layout.edgeCount) {
      throw new Malformed(`the nodes have more than the ${this.layout.edgeCount} edges of the header`, at, 'nodes');
    }
    if (node.detachedness !== -1) this.#takeDetachedness(batch, length, place, at);
    if (node.traceNodeId !== -1) this.#takeTraces(batch, length, place, at);
    this.#selfSize = selfSizes;
    this.highestName = highestName;
    this.#edges = edges;
    this.count = end;
  }

  /** Edges that the nodes so far have together. */
  get edgeCount(): number {
    return this.#edges;
  }

  /** The columns as they are now: to be asked for once, at the end. */
  columns(): NodeColumns {
    const { count } = this;
    const { detachedness, traceNodeId } = this.layout.node;
    return {
      type: trimmed(this.#type, count),
      name: trimmed(this.#name, count),
      id: trimmed(this.#id, count),
      selfSize: trimmed(this.#selfSize, count),
      firstEdge: trimmed(this.#firstEdge, count + 1),
      detachedness: detachedness === -1 ? null : trimmed(this.#detachedness, count),
      traceNodeId: traceNodeId === -1 ? null : trimmed(this.#traceNodeId, count),
    };
  }

  #takeDetachedness(batch: Batch, length: number, place: number, at: number): void {
    for (let i = this.layout.node.detachedness, record = place; i < length; i += this.fieldCount, record++) {
      const value = batch[i] as number;
      if (!(value >= 0 && value <= mostIn32Bits)) this.#fail('detachedness', value, record, at);
      // V8 keeps the state in the lowest two bits.
      this.#detachedness[record] = value & 3;
    }
  }

  #takeTraces(batch: Batch, length: number, place: number, at: number): void {
    for (let i = this.layout.node.traceNodeId, record = place; i < length; i += this.fieldCount, record++) {
      const value = batch[i] as number;
      if (!(value >= 0 && value <= mostIn32Bits)) this.#fail('trace_node_id', value, record, at);
      this.#traceNodeId[record] = value;
    }
  }

  #widen(capacity: number): void {
    const { detachedness, traceNodeId } = this.layout.node;
    this.#type = widened(this.#type, capacity);
    this.#name = widened(this.#name, capacity);
    this.#id = widened(this.#id, capacity);
    this.#selfSize = widened(this.#selfSize, capacity);
    this.#firstEdge = widened(this.#firstEdge, capacity + 1);
    if (detachedness !== -1) this.#detachedness = widened(this.#detachedness, capacity);
    if (traceNodeId !== -1) this.#traceNodeId = widened(this.#traceNodeId, capacity);
  }

  /** @param place of the record in the columns. */
  #fail(field: string, value: number, place: number, at: number): never {
    const record = this.keepsAll ? place : this.count + place;
    throw new Malformed(`${value} is no value for it`, at, `nodes[${record}].${field}`);
  }
}
