import { formatBytes, formatExactBytes } from '../../widgets/format.ts';
import { usePanel } from '../context.ts';

/** How much of the disk captures take, and whether Chrome may clear it away. */
export function StorageLine() {
  const { library } = usePanel();
  const storage = library.storage.value;
  if (!storage) return null;
  const { used, free, persistent } = storage;
  return (
    <p class="hint captures-storage">
      <span title={`${formatExactBytes(used)} used, ${formatExactBytes(free)} free`}>
        {formatBytes(used)} used, {formatBytes(free)} free
      </span>
      {!persistent && (
        <button
          type="button"
          class="button plain"
          title="Chrome may delete captures when the disk is full. Ask it not to."
          onClick={library.askForPersistence}
        >
          Protect
        </button>
      )}
    </p>
  );
}
