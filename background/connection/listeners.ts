/** Listeners that each hand back the way to remove themselves. */
export class Listeners<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  add(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  call(value: Value): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
