import type { LeakOverview, SnapshotFile } from '../../snapshot-worker/contract.ts';
import type { PastChoice } from '../../state/leak-search.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import type { SnapshotTable } from '../../state/snapshot-table.ts';
import { formatCount } from '../../widgets/format.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { LoadFailure } from '../load-failure.tsx';
import { BesideView } from './beside-view.tsx';
import { leakColumns } from './columns.ts';
import { keyOf, type NamedSnapshot, sameFile, usualPast } from './named-snapshot.ts';
import { ObjectsView } from './objects-view.tsx';
import { SnapshotSelect } from './snapshot-select.tsx';

export interface LeaksProps {
  readonly state: SnapshotState;
  /** All snapshots of the library, this one too, the oldest first. */
  readonly snapshots: readonly NamedSnapshot[];
  readonly shown: SnapshotFile;
}

/** Chooses the two earlier snapshots, starts the search, and says what it came to. */
export function LeakControls({ state: { leaks }, snapshots, shown }: LeaksProps) {
  const past = leaks.chosen.value ?? usualPast(snapshots, shown);
  const { baseline, target } = past;
  const result = leaks.result.value;
  // Still a place for the keyboard's focus while it can not be pressed.
  const mayFind = baseline !== null && target !== null && leaks.reading.now.value === null;
  const select = (label: string, word: string, which: keyof PastChoice) => (
    <SnapshotSelect
      label={label}
      word={word}
      value={past[which] ? keyOf(past[which]) : 'nothing'}
      snapshots={snapshots.filter(({ file }) => !sameFile(file, shown))}
      onChoose={chosen => void leaks.choose({ ...past, [which]: chosen?.file ?? null })}
    />
  );
  return (
    <>
      {select('Snapshot before the action', 'Before', 'baseline')}
      {select('Snapshot after the action', 'After', 'target')}
      <button
        type="button"
        class="button primary"
        aria-disabled={!mayFind}
        onClick={() => mayFind && void leaks.find({ baseline, target })}
      >
        Find leaks
      </button>
      <output>{result?.kind === 'found' && sentenceOf(result.overview)}</output>
    </>
  );
}

export interface LeaksViewProps extends LeaksProps {
  liveActions(heapObjectId: number): readonly MenuEntry[];
}

/** What came with an action and stayed after it was undone. The shown snapshot is the last of three. */
export function LeaksView({ state, snapshots, shown, liveActions }: LeaksViewProps) {
  const { leaks } = state;
  const reading = leaks.reading.now.value;
  const result = leaks.result.value;
  if (reading) return <BesideView phase={reading} reading={leaks.reading} onCancel={() => void leaks.stop()} />;
  if (result?.kind === 'failed') return <LoadFailure error={result.error} />;
  if (!result) return <Instructions past={leaks.chosen.value ?? usualPast(snapshots, shown)} />;
  const isFound = result.overview.verdict !== 'no leak';
  return (
    <section class="leaks" aria-label="What stayed">
      {isFound && <Reason table={state.tables.leaks} />}
      <ObjectsView
        label="Leaks"
        table={state.tables.leaks}
        columns={leakColumns}
        state={state}
        empty={
          state.filter && isFound
            ? 'No group has such a class.'
            : 'Nothing of what came with the action is still there.'
        }
        liveActions={liveActions}
      />
    </section>
  );
}

/** What to do, as far as it has not been done. */
function Instructions({ past: { baseline, target } }: { readonly past: PastChoice }) {
  return (
    <div class="empty-state">
      <strong>What came with an action and stayed after it was undone will be here</strong>
      {baseline && target ? (
        <span>
          This snapshot is the last of three. Press Find leaks if the other two were taken before the action and after
          it.
        </span>
      ) : (
        <>
          <span>That takes three snapshots of the page, without a reload in between:</span>
          <span>First do once what you suspect and undo it, then press Heap snapshot.</span>
          <span>Then do it a number of times that you know again, such as 7, and press Heap snapshot.</span>
          <span>At last undo it, press Heap snapshot, and come back to this tab: the first two are chosen then.</span>
        </>
      )}
    </div>
  );
}

function sentenceOf({ verdict, leaks, suspects }: LeakOverview): string {
  const groups = (count: number) => (count === 1 ? '1 group' : `${formatCount(count)} groups`);
  switch (verdict) {
    case 'leak':
      return `There is a leak: ${groups(leaks)} of objects${suspects > 0 ? `, and ${groups(suspects)} of suspects` : ''}.`;
    case 'unsure':
      return `There may be a leak: ${groups(suspects)} of objects stayed.`;
    case 'no leak':
      return 'There is no leak.';
  }
}

/** Why the selected group is listed. */
function Reason({ table }: { readonly table: SnapshotTable }) {
  const tree = table.tree.value;
  const key = table.selectedKey.value;
  // Rows come one after the other.
  void tree?.version.value;
  const place = tree && key !== null ? tree.rowOfKey(key) : -1;
  const rows = tree && place !== -1 ? [tree.rowAt(place), ...tree.above(place)] : [];
  const reason = rows.map(row => row?.words?.['reason']).find(Boolean);
  return (
    <div class="capture-bar snapshot-controls hint" aria-live="polite">
      {reason ??
        'Select a group to see why it is listed, and what holds one of its objects; open it to see the way from the page to that.'}
    </div>
  );
}
