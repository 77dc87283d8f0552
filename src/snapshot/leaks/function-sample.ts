/** So many functions are enough to know a page by. */
const mostFunctions = 4096;

/** Some functions from all over a heap: of more than are needed, every second one, every fourth one, and so on. */
export class FunctionSample {
  #ids: number[] = [];
  #names: number[] = [];
  #seen = 0;
  /** Of so many functions one is taken. */
  #step = 1;

  /** @param name the index of its name among the strings */
  take(id: number, name: number): void {
    if (this.#seen++ % this.#step !== 0) return;
    if (this.#ids.length === mostFunctions) {
      const isKept = (_: number, i: number) => i % 2 === 0;
      this.#ids = this.#ids.filter(isKept);
      this.#names = this.#names.filter(isKept);
      this.#step *= 2;
    }
    this.#ids.push(id);
    this.#names.push(name);
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** For each of them, the index of its name among the strings. */
  get names(): readonly number[] {
    return this.#names;
  }

  /** Whether there were others. */
  get isSample(): boolean {
    return this.#step > 1;
  }
}
