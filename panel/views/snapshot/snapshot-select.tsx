import type { ComponentChildren } from 'preact';
import { keyOf, type NamedSnapshot } from './named-snapshot.ts';

export interface SnapshotSelectProps {
  /** Accessible name. */
  readonly label: string;
  /** What the chosen one is: stands before its name. */
  readonly word: string;
  /** Key of the chosen one, `nothing`, or the value of one of `children`. */
  readonly value: string;
  readonly snapshots: readonly NamedSnapshot[];
  /** Told the snapshot, or null and the value that it is not the key of one. */
  onChoose(chosen: NamedSnapshot | null, value: string): void;
  /** Further options. */
  readonly children?: ComponentChildren;
}

/** Chooses another snapshot of the library. */
export function SnapshotSelect({ label, word, value, snapshots, onChoose, children }: SnapshotSelectProps) {
  const choose = (chosen: string) => onChoose(snapshots.find(({ file }) => keyOf(file) === chosen) ?? null, chosen);
  return (
    <select class="select" aria-label={label} value={value} onChange={event => choose(event.currentTarget.value)}>
      <option value="nothing">{word}: none</option>
      {snapshots.map(({ file, name }) => (
        <option key={keyOf(file)} value={keyOf(file)}>
          {word}: {name}
        </option>
      ))}
      {children}
    </select>
  );
}
