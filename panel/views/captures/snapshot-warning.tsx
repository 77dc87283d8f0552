import { bytes } from '../../../src/units.ts';
import { snapshotWarning } from '../../state/storage.ts';
import { usePanel } from '../context.ts';

/** Says before a heap snapshot is taken that it will not fit on the disk; nothing otherwise. */
export function SnapshotWarning() {
  const { state, library } = usePanel();
  const storage = library.storage.value;
  const isolates = state.tab.value?.isolates ?? [];
  const isolate = isolates.find(({ id }) => id === state.isolate.value) ?? isolates[0];
  const warning = storage && snapshotWarning(isolate?.liveBytes ?? bytes(0), storage);
  return warning ? <p class="message warning captures-warning">{warning}</p> : null;
}
