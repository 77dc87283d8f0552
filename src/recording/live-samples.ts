import { Column } from '../calltree/column.ts';

/** The samples of a sampling profile that are alive, by ascending ordinal. */
export class LiveSamples {
  #ordinal = new Column(Float64Array);
  #size = new Column(Float64Array);
  #node = new Column(Uint32Array);
  /** For each sample in the columns, 1 when it is gone: gaps are closed when they are the larger half. */
  #gone = new Column(Uint32Array);
  #goneCount = 0;

  get count(): number {
    return this.#ordinal.length - this.#goneCount;
  }

  /** Ordinals ascend from call to call. */
  add(ordinal: number, size: number, node: number): void {
    this.#ordinal.push(ordinal);
    this.#size.push(size);
    this.#node.push(node);
    this.#gone.push(0);
  }

  remove(ordinal: number): void {
    const at = this.#find(ordinal);
    if (at === -1 || this.#gone.get(at) === 1) return;
    this.#gone.set(at, 1);
    this.#goneCount++;
    if (this.#goneCount > 64 && this.#goneCount > this.count) this.#closeGaps();
  }

  /** The samples alive, as columns of their own. */
  columns(): { ordinal: Float64Array; size: Float64Array; node: Uint32Array } {
    this.#closeGaps();
    return { ordinal: this.#ordinal.copy(), size: this.#size.copy(), node: this.#node.copy() };
  }

  #find(ordinal: number): number {
    let low = 0;
    let high = this.#ordinal.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#ordinal.get(middle);
      if (found === ordinal) return middle;
      if (found < ordinal) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #closeGaps(): void {
    let to = 0;
    for (let from = 0; from < this.#ordinal.length; from++) {
      if (this.#gone.get(from) === 1) continue;
      this.#ordinal.set(to, this.#ordinal.get(from));
      this.#size.set(to, this.#size.get(from));
      this.#node.set(to, this.#node.get(from));
      this.#gone.set(to, 0);
      to++;
    }
    for (const column of [this.#ordinal, this.#size, this.#node, this.#gone]) column.truncate(to);
    this.#goneCount = 0;
  }
}
