import type { SnapshotFile } from '../../snapshot-worker/contract.ts';
import type { PastChoice } from '../../state/leak-search.ts';

/** A snapshot of the library by what a person knows it by. */
export interface NamedSnapshot {
  readonly file: SnapshotFile;
  readonly name: string;
  /** As the head of a narrow column. */
  readonly shortName: string;
  /** Host of the page, and which of its frames or workers: as far as the library knows what a snapshot is of. */
  readonly page: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export const keyOf = ({ captureId, name }: SnapshotFile): string => `${captureId}/${name}`;
export const sameFile = (a: SnapshotFile, b: SnapshotFile): boolean => keyOf(a) === keyOf(b);

/** Those of the page, frame or worker that the shown one is of, that one too. */
export function ofSamePage(snapshots: readonly NamedSnapshot[], shown: SnapshotFile): readonly NamedSnapshot[] {
  const page = snapshots.find(({ file }) => sameFile(file, shown))?.page;
  return snapshots.filter(each => each.page === page);
}

/** Which two of the library come before the shown one where leaks are looked for: the last two of its page that are older. */
export function usualPast(snapshots: readonly NamedSnapshot[], shown: SnapshotFile): PastChoice {
  const last = snapshots.find(({ file }) => sameFile(file, shown));
  const older = ofSamePage(snapshots, shown).filter(({ startedAt }) => last && startedAt < last.startedAt);
  const [baseline, target] = older.slice(-2);
  return { baseline: baseline?.file ?? null, target: target?.file ?? null };
}
