import { HeapscopeError } from '../../errors/heapscope-error.ts';
import { headLength, readSnapshotHeader, type SnapshotHeader } from '../../formats/snapshot-header.ts';
import { type Bytes, bytes } from '../../units.ts';
import { fewestBytes, layoutOf } from '../parse/layout.ts';
import type { ParseOptions } from '../parse/snapshot-parser.ts';
import { type MemoryTaken, memoryTaken } from './memory-needed.ts';

/** What the head of a file says of what is to come. */
export interface Outlook extends MemoryTaken {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Size of the unpacked file; null where it is not known. */
  readonly byteLength: Bytes | null;
}

/**
 * Reads no more than the head of a file. Null when it is not that of a snapshot, or promises more than the file can hold: whoever then reads
 * all of it says what is wrong, and where.
 */
export async function outlookOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { file, byteLength }: ParseOptions,
): Promise<Outlook | null> {
  // A mark at the beginning is no part of a snapshot: whoever reads all of it says so.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let head = '';
  for await (const chunk of chunks) {
    head += decoder.decode(chunk.subarray(0, headLength), { stream: true });
    if (head.length >= headLength) break;
  }
  const header = headerIn(head, file);
  if (header === null || (byteLength !== undefined && fewestBytes(layoutOf(header)) > byteLength)) return null;
  const size = byteLength === undefined ? null : bytes(byteLength);
  const { nodeCount, edgeCount } = header;
  return { nodeCount, edgeCount, byteLength: size, ...memoryTaken(header, size) };
}

function headerIn(head: string, file: string): SnapshotHeader | null {
  try {
    return readSnapshotHeader(head, file);
  } catch (error) {
    if (error instanceof HeapscopeError) return null;
    throw error;
  }
}
