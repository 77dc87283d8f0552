/** For each of four bytes, the first the least, and each of its values: the remainder it leaves behind itself and those after it. */
const tables = remainders();

/** CRC-32 as in zip and PNG (ISO 3309, reflected polynomial 0xedb88320), 0 to 2^32 - 1. */
export function crc32(bytes: Uint8Array): number {
  const [after3, after2, after1, after0] = tables;
  const whole = bytes.length - (bytes.length % 4);
  let crc = -1;
  // Four bytes at a time ("slicing by 4"): a recording is checked as a whole each time it is opened.
  for (let i = 0; i < whole; i += 4) {
    const next =
      crc ^
      ((bytes[i] as number) |
        ((bytes[i + 1] as number) << 8) |
        ((bytes[i + 2] as number) << 16) |
        ((bytes[i + 3] as number) << 24));
    crc =
      (after3[next & 0xff] as number) ^
      (after2[(next >>> 8) & 0xff] as number) ^
      (after1[(next >>> 16) & 0xff] as number) ^
      (after0[next >>> 24] as number);
  }
  for (let i = whole; i < bytes.length; i++)
    crc = (crc >>> 8) ^ (after0[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

function remainders(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const after0 = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    return remainder;
  });
  const oneMore = (before: Int32Array) =>
    before.map(remainder => (remainder >>> 8) ^ (after0[remainder & 0xff] as number));
  const after1 = oneMore(after0);
  const after2 = oneMore(after1);
  return [oneMore(after2), after2, after1, after0];
}
