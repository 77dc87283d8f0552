import { allObjects, type NodeFilter } from '../../../src/snapshot/queries/filters.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';

/** A snapshot of the same page that has been opened: what its objects are older than. */
export interface EarlierSnapshot {
  readonly name: string;
  readonly lastObjectId: number;
}

export interface ScopeSelectProps {
  readonly state: SnapshotState;
  /** The oldest first. */
  readonly earlier: readonly EarlierSnapshot[];
}

interface Scope {
  readonly label: string;
  readonly filter: NodeFilter;
}

/** Which objects Summary counts: the choices of the Memory panel. */
export function ScopeSelect({ state, earlier }: ScopeSelectProps) {
  const realms = state.realms.value;
  const fixed = [...agesOf(earlier), ...kinds];
  const ofRealms: Scope[] = [
    ...(realms ?? []).map(({ node, heapObjectId, name }) => ({
      label: `${name.replace(/^system \/ NativeContext( \/ )?/, 'Realm ')} @${heapObjectId}`,
      filter: { kind: 'native context', of: node } as const,
    })),
    { label: 'Shared between realms', filter: { kind: 'native context', of: 'shared' } },
    { label: 'Of no realm', filter: { kind: 'native context', of: 'none' } },
  ];
  const all = [...fixed, ...ofRealms];
  const key = (filter: NodeFilter) => JSON.stringify(filter);
  const scope = state.scope.value;
  const isListed = all.some(({ filter }) => key(filter) === key(scope));
  const option = ({ label, filter }: Scope) => (
    <option key={key(filter)} value={key(filter)}>
      {label}
    </option>
  );
  return (
    <select
      class="select"
      aria-label="Objects"
      value={key(scope)}
      onFocus={() => void state.findRealms()}
      onChange={event => {
        const chosen = all.find(({ filter }) => key(filter) === event.currentTarget.value);
        void state.limitTo(chosen?.filter ?? allObjects);
      }}
    >
      {!isListed && option({ label: 'Objects allocated in the selected time', filter: scope })}
      {fixed.map(option)}
      <optgroup label="By realm: window, frame or worker">{ofRealms.map(option)}</optgroup>
    </select>
  );
}

const kinds: readonly Scope[] = [
  { label: 'Duplicated strings', filter: { kind: 'duplicated strings' } },
  { label: 'Objects retained by detached DOM nodes', filter: { kind: 'held by', holder: 'detached DOM' } },
  { label: 'Objects retained by contexts', filter: { kind: 'held by', holder: 'contexts' } },
  { label: 'Objects retained by DevTools Console', filter: { kind: 'held by', holder: 'console' } },
  { label: 'Objects retained by event handlers', filter: { kind: 'held by', holder: 'event handlers' } },
];

/** All objects, and those of the time before, between and since earlier snapshots. */
function agesOf(earlier: readonly EarlierSnapshot[]): Scope[] {
  const between = earlier.map(({ name, lastObjectId }, i) => {
    const before = earlier[i - 1];
    const label = before ? `Objects allocated between ${before.name} and ${name}` : `Objects allocated before ${name}`;
    return { label, filter: { kind: 'ids', above: before?.lastObjectId ?? 0, upTo: lastObjectId } as const };
  });
  const last = earlier.at(-1);
  const since: Scope[] = last
    ? [
        {
          label: `Objects allocated since ${last.name}`,
          filter: { kind: 'ids', above: last.lastObjectId, upTo: Number.MAX_SAFE_INTEGER },
        },
      ]
    : [];
  return [{ label: 'All objects', filter: allObjects }, ...between, ...since];
}
