/** Records that are made room for on the word of a header alone. */
const trusted = 1 << 20;

/**
 * How many records to make room for next: what the header says where the size of the file bears it out,
 * else in growing steps, so that a header that lies costs no more than the bytes that really come.
 */
export function nextCapacity(needed: number, declared: number, isBorneOut: boolean): number {
  if (isBorneOut) return declared;
  return Math.min(declared, Math.max(needed, trusted, needed * 2));
}

type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** The same values with room for more. */
export function widened<Values extends Numbers>(values: Values, capacity: number): Values {
  const wider = new (values.constructor as new (length: number) => Values)(capacity);
  wider.set(values);
  return wider;
}

/** The first values alone, as an array of that length; without a copy when it has it already. */
export function trimmed<Values extends Numbers>(values: Values, length: number): Values {
  return values.length === length ? values : (values.slice(0, length) as Values);
}
