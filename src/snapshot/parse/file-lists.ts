import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import type { Stage } from '../progress.ts';
import type { ValueReader } from './value-reader.ts';

/** What is made of a file: its lists, each of which has a reader, and the result when all have been read. */
export interface FileLists<Result> {
  /** What is being read now. */
  readonly stage: Stage;
  /** How much of the list that is being read has been read, 0 to 100; null when that is not known. */
  readonly percent: number | null;
  /** What reads the list of this name, null for one that nobody needs. @throws Malformed */
  readerOf(name: string, at: number): ValueReader | null;
  /** Everything that has been read, checked against each other. @throws Malformed */
  result(): Result;
}

/** @param byteLength size of the file in bytes, where it is known. */
export type ListsOf<Result> = (header: SnapshotHeader, byteLength: number | undefined) => FileLists<Result>;
