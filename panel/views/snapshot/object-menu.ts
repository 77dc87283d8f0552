import type { ListRow, ObjectRef } from '../../snapshot-worker/contract.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { openSource } from '../calltree/open-source.ts';

export interface ObjectMenuHost {
  readonly state: SnapshotState;
  /** What can be done with the object in the page; null where the page is not there. */
  liveActions(heapObjectId: number): readonly MenuEntry[];
}

/** What can be done with the object of a row; nothing where there is none. @param isRetainer whether the row stands among retainers. */
export function objectMenu({ state, liveActions }: ObjectMenuHost, row: ListRow, isRetainer: boolean): MenuEntry[] {
  const { object, frame } = row;
  if (!object) return frame?.url ? [{ label: 'Open in Sources', run: () => openSource(frame) }] : [];
  const entries: MenuEntry[] = [];
  if (object.side === 'shown') {
    entries.push({ label: 'Reveal in Summary', run: () => void state.reveal(object, 'summary') });
    entries.push({ label: 'Reveal in Containment', run: () => void state.reveal(object, 'containment') });
    entries.push({ label: 'Reveal in Dominators', run: () => void state.reveal(object, 'dominators') });
  }
  entries.push({ label: 'Open in Sources', run: () => void openPlace(state, object) });
  if (isRetainer && object.side === 'shown') entries.push('separator', ignoring(state, object));
  const live = liveActions(object.heapObjectId);
  return live.length > 0 ? [...entries, 'separator', ...live] : entries;
}

function ignoring(state: SnapshotState, object: ObjectRef): MenuEntry {
  const ignored = state.ignored.value;
  if (!ignored.some(({ node }) => node === object.node)) {
    return {
      label: 'Ignore this retainer',
      title: 'Shows what else holds the object',
      run: () => void state.ignoreRetainers([...ignored, object]),
    };
  }
  const others = ignored.filter(({ node }) => node !== object.node);
  return { label: 'Stop ignoring this retainer', run: () => void state.ignoreRetainers(others) };
}

async function openPlace(state: SnapshotState, object: ObjectRef): Promise<void> {
  const place = await state.placeInSource(object);
  if (place) return openSource(place);
  const sentence = `The snapshot does not say where ${object.className} @${object.heapObjectId} stands in the source.`;
  state.notice.value = { level: 'info', sentence };
}
