/** Amounts that came about in slices of time. For each slice: its start and end, what was allocated in it, and how much of that is still live. */
export interface TimeBars {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly allocated: Float64Array;
  readonly live: Float64Array;
}

/** Amounts per column of the picture; its arrays are reused by every `aggregate`. */
export class BarColumns {
  /** How many columns there are; only so many entries of the arrays count. */
  count = 0;
  /** The tallest column, allocated. */
  peak = 0;
  allocated = new Float64Array(2048);
  live = new Float64Array(2048);

  /** Shares the amounts of the slices among `count` columns of equal length from time `from` to time `to`, by how much they overlap. */
  aggregate(bars: TimeBars, from: number, to: number, count: number): void {
    this.count = count;
    this.peak = 0;
    if (count > this.allocated.length) {
      this.allocated = new Float64Array(count * 2);
      this.live = new Float64Array(count * 2);
    }
    this.allocated.fill(0, 0, count);
    this.live.fill(0, 0, count);
    if (!(to > from)) return;
    const columnsPerTime = count / (to - from);
    for (let bar = 0; bar < bars.length; bar++) {
      const start = ((bars.start[bar] ?? 0) - from) * columnsPerTime;
      const end = ((bars.end[bar] ?? 0) - from) * columnsPerTime;
      if (end < 0 || start >= count) continue;
      this.#share(start, end, bars.allocated[bar] ?? 0, bars.live[bar] ?? 0);
    }
    for (let column = 0; column < count; column++) {
      this.peak = Math.max(this.peak, this.allocated[column] ?? 0);
    }
  }

  #share(start: number, end: number, allocated: number, live: number): void {
    const first = Math.floor(start);
    const last = Math.ceil(end) - 1;
    if (last <= first) {
      // Within one column, and a moment without length: the whole amount belongs to that column.
      this.#add(first, allocated, live);
      return;
    }
    const length = end - start;
    for (let column = Math.max(0, first); column <= Math.min(last, this.count - 1); column++) {
      const overlap = (Math.min(end, column + 1) - Math.max(start, column)) / length;
      this.#add(column, allocated * overlap, live * overlap);
    }
  }

  #add(column: number, allocated: number, live: number): void {
    if (column < 0 || column >= this.count) return;
    this.allocated[column] = (this.allocated[column] ?? 0) + allocated;
    this.live[column] = (this.live[column] ?? 0) + live;
  }
}
