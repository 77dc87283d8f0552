import type { StringTable } from '../string-table.ts';

/** A property as it stands in `{a, b}`: in quotes where it would be taken for more than one. */
export function formatProperty(name: string): string {
  return /[,'"{}]/.test(name) ? JSON.stringify(name) : name;
}

/** Length of `formatProperty` in UTF-16 units; most names are plain ASCII and need not be decoded for it. */
export function formattedLength(strings: StringTable, index: number): number {
  const length = strings.byteLength(index);
  const start = strings.offset[index] as number;
  for (let i = start; i < start + length; i++) {
    const byte = strings.bytes[i] as number;
    if (byte >= 0x80 || isMark[byte] === 1) return formatProperty(strings.get(index)).length;
  }
  return length;
}

const isMark = new Uint8Array(128);
for (const mark of `,'"{}`) isMark[mark.charCodeAt(0)] = 1;
