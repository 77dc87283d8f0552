import { formatBytes, formatExactBytes } from '../../widgets/format.ts';
import { usePanel } from '../context.ts';

const promised = 'Chrome has promised to delete none of it when the disk is full.';
const notPromised = 'Nothing of it is deleted but by you: Chrome spares extensions that may use the whole disk.';

/** How much of the disk captures take. */
export function StorageLine() {
  const { library } = usePanel();
  const storage = library.storage.value;
  if (!storage) return null;
  const { used, free, persistent } = storage;
  const exact = `${formatExactBytes(used)} used, ${formatExactBytes(free)} free.`;
  return (
    <p class="hint captures-storage" title={`${exact}\n${persistent ? promised : notPromised}`}>
      {formatBytes(used)} used, {formatBytes(free)} free
    </p>
  );
}
