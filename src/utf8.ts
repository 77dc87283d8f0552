/** Reads a text as it was written, down to a U+FEFF at its start. Bytes that are no UTF-8 become U+FFFD. */
export const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
