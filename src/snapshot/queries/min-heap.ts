/** Numbers with a priority each; the one with the least comes first. */
export class MinHeap {
  readonly #items: number[] = [];
  readonly #priorities: number[] = [];

  push(item: number, priority: number): void {
    let place = this.#items.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((this.#priorities[parent] as number) <= priority) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#items[place] = item;
    this.#priorities[place] = priority;
  }

  pop(): number | undefined {
    const least = this.#items[0];
    const item = this.#items.pop();
    const priority = this.#priorities.pop();
    if (this.#items.length > 0 && item !== undefined && priority !== undefined) this.#sink(item, priority);
    return least;
  }

  #sink(item: number, priority: number): void {
    const { length } = this.#items;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= length) break;
      if (child + 1 < length && (this.#priorities[child + 1] as number) < (this.#priorities[child] as number)) child++;
      if ((this.#priorities[child] as number) >= priority) break;
      this.#move(child, place);
      place = child;
    }
    this.#items[place] = item;
    this.#priorities[place] = priority;
  }

  #move(from: number, to: number): void {
    this.#items[to] = this.#items[from] as number;
    this.#priorities[to] = this.#priorities[from] as number;
  }
}
