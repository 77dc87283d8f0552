/** Keeps what was read last for as long as the same is asked for. */
export class ReadOnce<Name, Value> {
  #key = 'null';
  #value: Promise<Value | null> = Promise.resolve(null);

  constructor(private readonly read: (name: Name) => Promise<Value | null>) {}

  /** Null for the name that is none. */
  of(name: Name | null): Promise<Value | null> {
    const key = JSON.stringify(name);
    if (key !== this.#key) {
      this.#key = key;
      this.#value = name === null ? Promise.resolve(null) : this.read(name);
    }
    return this.#value;
  }
}
