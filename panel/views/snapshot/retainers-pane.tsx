import { useMemo, useState } from 'preact/hooks';
import { type Frame, frameLabel } from '../../../src/calltree/frame.ts';
import type { ListRow } from '../../snapshot-worker/contract.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import { Tabs } from '../../widgets/tabs/tabs.tsx';
import { fullLocation, locationLabel } from '../calltree/location.ts';
import { openSource } from '../calltree/open-source.ts';
import { retainerColumns } from './columns.ts';
import { ListTable } from './list-table.tsx';

export interface RetainersPaneProps {
  readonly state: SnapshotState;
  onContextMenu(row: ListRow, x: number, y: number): void;
}

/** What holds the selected object and, in a timeline with stacks, what allocated it. */
export function RetainersPane({ state, onContextMenu }: RetainersPaneProps) {
  const [shown, show] = useState<'retainers' | 'stack'>('retainers');
  const ignored = state.ignored.value.length;
  const selected = state.selected.value;
  const columns = useMemo(() => retainerColumns(selected), [selected]);
  const isStack = state.info.hasStacks && shown === 'stack';
  return (
    <section class="retainers-pane" aria-label="Selected object">
      {(state.info.hasStacks || ignored > 0) && (
        <div class="capture-bar">
          {state.info.hasStacks && (
            <Tabs
              label="About the selected object"
              tabs={[
                { id: 'retainers', label: 'Retainers' },
                { id: 'stack', label: 'Allocation stack' },
              ]}
              selected={shown}
              onSelect={show}
            />
          )}
          {ignored > 0 && (
            <button type="button" class="button plain" onClick={() => void state.ignoreRetainers([])}>
              Restore {ignored === 1 ? 'the ignored retainer' : `${ignored} ignored retainers`}
            </button>
          )}
        </div>
      )}
      <div class="capture-main">
        {isStack ? (
          <AllocationStack frames={state.stack.value} isSelected={selected !== null} />
        ) : (
          <ListTable
            label="Retainers"
            table={state.retainers}
            columns={columns}
            whole={state.info.totalSize}
            empty={selected ? 'Only roots of V8 hold it.' : 'Select an object to see what holds it.'}
            onSelect={() => {}}
            onContextMenu={onContextMenu}
          />
        )}
      </div>
    </section>
  );
}

function AllocationStack({ frames, isSelected }: { readonly frames: readonly Frame[]; readonly isSelected: boolean }) {
  if (frames.length === 0)
    return (
      <div class="empty-state">
        {isSelected
          ? 'Its stack was not recorded: it was there before the recording began.'
          : 'Select an object to see what allocated it.'}
      </div>
    );
  return (
    <ol class="allocation-stack">
      {frames.map((frame, i) => (
        <li key={i}>
          <span>{frameLabel(frame)}</span>
          {frame.url && (
            <button type="button" class="button plain" title={fullLocation(frame)} onClick={() => openSource(frame)}>
              {locationLabel(frame)}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
