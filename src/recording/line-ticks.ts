/** Samples of a CPU profile by node of its tree and source line: parallel columns. */
export interface LineTicks {
  readonly node: Uint32Array;
  /** From 1. */
  readonly line: Uint32Array;
  /** Number of samples at that line of that node. */
  readonly count: Uint32Array;
}

/** V8's lines fit in 30 bits; a node times this stays an exact integer. */
const lineSpan = 2 ** 30;
/** Far more nodes than a profile has, with lines still exact. */
const mostNodes = 2 ** 22;

/** As much as a column of counts can hold. */
export const mostTicks = 2 ** 32 - 1;

/** Whether a tick can be counted: no profile has a node or line beyond. */
export const isCountable = (node: number, line: number): boolean => node < mostNodes && line < lineSpan;

/** Sums ticks by node and line. */
export class LineTickCounter {
  readonly #counts = new Map<number, number>();

  /** @throws RangeError for a node or line beyond all reason. */
  add(node: number, line: number, count: number): void {
    if (!isCountable(node, line)) throw new RangeError(`line ${line} of node ${node}`);
    const key = node * lineSpan + line;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }

  columns(): LineTicks {
    const keys = Float64Array.from(this.#counts.keys());
    return {
      node: Uint32Array.from(keys, key => Math.floor(key / lineSpan)),
      line: Uint32Array.from(keys, key => key % lineSpan),
      count: Uint32Array.from(this.#counts.values(), count => Math.min(count, mostTicks)),
    };
  }
}
