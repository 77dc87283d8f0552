import type { StringTable } from '../string-table.ts';

/** `17 / part of key (A @3) -> value (B @5) pair in WeakMap (table @7)`: the pattern of DevTools' engine. */
const pattern =
  /^\d+(?<pair> \/ part of key \(.*? @\d+\) -> value \(.*? @\d+\) pair in WeakMap \(table @(?<table>\d+)\))$/;
/** How such a name ends. It is looked at first: of a long text that only begins like one, the pattern would take the square of its length. */
const ending = /^.* @\d+\) pair in WeakMap \(table @\d+\)$/;
const shortest = '0 / part of key ( @0) -> value ( @0) pair in WeakMap (table @0)'.length;

/**
 * Edges to the value of a WeakMap's entry: V8 writes one from the table and one from the key, each with a name that tells the whole pair.
 */
export class Ephemerons {
  /** For each string, 1 + the index of the pair that it names, 0 when it names none; null when no string does. */
  readonly pairOf: Int32Array | null;
  /** For each pair, the id of the WeakMap's table. */
  readonly table: readonly number[];

  constructor(strings: StringTable) {
    const table: number[] = [];
    const pairs = new Map<string, number>();
    let pairOf: Int32Array | null = null;
    for (let index = 0; index < strings.count; index++) {
      if (strings.byteLength(index) < shortest || !isDigit(strings.firstByte(index))) continue;
      const text = strings.get(index);
      const groups = ending.test(text) ? pattern.exec(text)?.groups : undefined;
      if (groups === undefined) continue;
      const pair = groups['pair'] as string;
      let number = pairs.get(pair);
      if (number === undefined) {
        number = table.push(Number(groups['table']));
        pairs.set(pair, number);
      }
      pairOf ??= new Int32Array(strings.count);
      pairOf[index] = number;
    }
    this.pairOf = pairOf;
    this.table = table;
  }

  get pairCount(): number {
    return this.table.length;
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
