import { useMemo } from 'preact/hooks';
import type { SnapshotFile } from '../../snapshot-worker/contract.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { BesideView } from './beside-view.tsx';
import { changeColumns, trendColumns } from './columns.ts';
import { ListTable } from './list-table.tsx';
import { keyOf, type NamedSnapshot, ofSamePage, sameFile } from './named-snapshot.ts';
import { ObjectsView } from './objects-view.tsx';
import { SnapshotSelect } from './snapshot-select.tsx';

export interface ComparisonViewProps {
  readonly state: SnapshotState;
  /** All snapshots of the library, this one too, the oldest first. */
  readonly snapshots: readonly NamedSnapshot[];
  liveActions(heapObjectId: number): readonly MenuEntry[];
}

/** What has changed since another snapshot, object by object, or over several, class by class. */
export function ComparisonView({ state, snapshots, liveActions }: ComparisonViewProps) {
  const compared = state.compared.value;
  const reading = state.reading.now.value;
  const columns = useMemo(
    () => trendColumns(compared.kind === 'trend' ? compared.files.map(file => namesOf(snapshots, file)) : []),
    [compared, snapshots],
  );
  if (reading)
    return <BesideView phase={reading} reading={state.reading} onCancel={() => void state.compareWithNothing()} />;
  switch (compared.kind) {
    case 'nothing':
      return (
        <div class="empty-state">
          <strong>What has come and gone since another snapshot will be here</strong>
          <span>
            {snapshots.length > 1
              ? 'Choose the base to compare with.'
              : 'Take a second snapshot, or import one of the same page, and choose the base to compare with.'}
          </span>
        </div>
      );
    case 'base':
      return (
        <ObjectsView
          label="Classes"
          table={state.tables.changes}
          columns={changeColumns}
          state={state}
          empty={state.filter ? 'No class with such a name has changed.' : 'The two have the same objects.'}
          liveActions={liveActions}
        />
      );
    case 'trend':
      return (
        <ListTable
          label="Classes"
          table={state.tables.trend}
          columns={columns}
          whole={state.info.totalSize}
          empty="No class has such a name."
        />
      );
  }
}

export interface BaseSelectProps {
  readonly state: SnapshotState;
  readonly snapshots: readonly NamedSnapshot[];
  readonly shown: SnapshotFile;
}

/** Chooses the other snapshot, or a trend: over those of the page, or over all. */
export function BaseSelect({ state, snapshots, shown }: BaseSelectProps) {
  const compared = state.compared.value;
  const others = snapshots.filter(({ file }) => !sameFile(file, shown));
  const ofPage = ofSamePage(snapshots, shown);
  const trends: Readonly<Record<string, readonly NamedSnapshot[]>> = { 'page trend': ofPage, trend: snapshots };
  const choose = (chosen: NamedSnapshot | null, value: string) => {
    if (chosen) return state.compareWith({ kind: 'base', file: chosen.file });
    const files = trends[value]?.map(({ file }) => file);
    if (!files) return state.compareWithNothing();
    return state.compareWith({ kind: 'trend', files, shown: files.findIndex(file => sameFile(file, shown)) });
  };
  const isOfPage = compared.kind === 'trend' && compared.files.length < snapshots.length;
  return (
    <SnapshotSelect
      label="Base snapshot"
      word="Base"
      value={compared.kind === 'base' ? keyOf(compared.file) : isOfPage ? 'page trend' : compared.kind}
      snapshots={others}
      onChoose={(chosen, value) => void choose(chosen, value)}
    >
      {ofPage.length > 2 && ofPage.length < snapshots.length && (
        <option value="page trend">Trend over the {ofPage.length} snapshots of this page</option>
      )}
      {others.length > 1 && <option value="trend">Trend over all {snapshots.length} snapshots</option>}
    </SnapshotSelect>
  );
}

/** One that has been deleted meanwhile is known by its file. */
const namesOf = (
  snapshots: readonly NamedSnapshot[],
  wanted: SnapshotFile,
): Pick<NamedSnapshot, 'name' | 'shortName'> =>
  snapshots.find(({ file }) => sameFile(file, wanted)) ?? { name: wanted.name, shortName: wanted.name };
