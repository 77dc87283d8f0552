import { Column } from '../../calltree/column.ts';
import { code, isSpace, Malformed, show, type ValueReader } from './value-reader.ts';

/** Place of each field in a node of the tree. */
export interface TraceNodeFields {
  readonly count: number;
  readonly id: number;
  readonly functionIndex: number;
  readonly allocations: number;
  readonly size: number;
  readonly children: number;
}

/**
 * Reads the tree of stacks, `[id, function, count, size, [child, child, …]]` with the fields of a child one behind the other
 * in its parent's list, into columns: parents before children, without recursion.
 */
export class TraceTree implements ValueReader {
  readonly id = new Column(Uint32Array);
  readonly functionIndex = new Column(Uint32Array);
  readonly parent = new Column(Int32Array);
  readonly allocations = new Column(Float64Array);
  readonly size = new Column(Float64Array);
  /** For each list that is open, the node it belongs to; -1 for the outermost. */
  readonly #owner = new Column(Int32Array);
  /** For each list that is open, the node that is being read in it. */
  readonly #current = new Column(Int32Array);
  /** For each list that is open, fields of that node that have been read. */
  readonly #place = new Column(Int32Array);
  #number = -1;

  constructor(private readonly fields: TraceNodeFields) {}

  read(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      const digit = byte - code.zero;
      if (digit >= 0 && digit <= 9) {
        this.#number = Math.max(0, this.#number) * 10 + digit;
        if (this.#number > Number.MAX_SAFE_INTEGER) this.#fail('a number is too large', at);
        continue;
      }
      if (this.#number >= 0) {
        this.#field(this.#number, at);
        this.#number = -1;
      }
      if (byte === code.openBracket) this.#open(at);
      else if (byte === code.closeBracket) {
        this.#close(at);
        if (this.#owner.length === 0) return at + 1;
      } else if (byte !== code.comma && !isSpace(byte)) this.#fail(`${show(byte)} stands in the tree of stacks`, at);
    }
    return -1;
  }

  #field(value: number, at: number): void {
    const place = this.#nextPlace(at);
    const { fields } = this;
    const node = this.#current.get(this.#top);
    if (place === fields.id) this.id.set(node, value);
    else if (place === fields.functionIndex) this.functionIndex.set(node, value);
    else if (place === fields.allocations) this.allocations.set(node, value);
    else if (place === fields.size) this.size.set(node, value);
    else if (place === fields.children) this.#fail('a list of children is missing', at);
  }

  #open(at: number): void {
    let owner = -1;
    if (this.#owner.length > 0) {
      if (this.#nextPlace(at) !== this.fields.children) this.#fail('a list stands where a number belongs', at);
      owner = this.#current.get(this.#top);
    }
    this.#owner.push(owner);
    this.#current.push(-1);
    this.#place.push(0);
  }

  #close(at: number): void {
    if (this.#owner.length === 0 || this.#place.get(this.#top) !== 0) this.#fail('a node of it is not whole', at);
    const open = this.#top;
    this.#owner.truncate(open);
    this.#current.truncate(open);
    this.#place.truncate(open);
  }

  /** The place of the field that comes now; the first of a node makes the node. */
  #nextPlace(at: number): number {
    if (this.#owner.length === 0) this.#fail('a list is missing', at);
    const top = this.#top;
    const place = this.#place.get(top);
    if (place === 0) {
      this.#current.set(top, this.id.length);
      this.parent.push(this.#owner.get(top));
      for (const column of [this.id, this.functionIndex, this.allocations, this.size]) column.push(0);
    }
    this.#place.set(top, (place + 1) % this.fields.count);
    return place;
  }

  get #top(): number {
    return this.#owner.length - 1;
  }

  #fail(problem: string, at: number): never {
    throw new Malformed(problem, at, `trace_tree, node ${this.id.length}`);
  }
}
