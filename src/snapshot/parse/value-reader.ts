/** Reads one JSON value from bytes that come in pieces. */
export interface ValueReader {
  /**
   * Reads on at `bytes[from]`.
   * @returns the index behind the value, or -1 when it goes on in the next piece.
   */
  read(bytes: Uint8Array, from: number): number;
}

/** What a reader says of bytes that it cannot take; the parser adds the file and the place. */
export class Malformed extends Error {
  /**
   * @param at index of the byte in the piece that is being read.
   * @param field where in the file's structure, such as `edges[7].to_node`.
   */
  constructor(
    readonly problem: string,
    readonly at: number,
    readonly field: string,
  ) {
    super(problem);
  }
}

export const code = {
  space: 0x20,
  newline: 0x0a,
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  zero: 0x30,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

export const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The byte as a person writes it. */
export const show = (byte: number): string =>
  byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16).padStart(2, '0')}`;
