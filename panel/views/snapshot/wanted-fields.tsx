import type { SnapshotState } from '../../state/snapshot-state.ts';
import { formatBytes } from '../../widgets/format.ts';
import { SearchField } from '../../widgets/search-field.tsx';

/** Retained sizes that are worth asking for, in bytes. */
const sizes = [1, 10, 100, 2 ** 10, 10 * 2 ** 10, 100 * 2 ** 10].map(kilobytes => kilobytes * 2 ** 10);

/** What the objects of a list have to be like, besides their class. */
export function WantedFields({ state }: { readonly state: SnapshotState }) {
  const { property, type, leastRetainedSize } = state.wanted.value;
  return (
    <>
      <select
        class="select"
        aria-label="Type"
        value={type}
        onChange={event => void state.want({ type: event.currentTarget.value })}
      >
        <option value="">Of any type</option>
        {state.info.nodeTypes.map(each => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      <select
        class="select"
        aria-label="Retained size"
        value={leastRetainedSize}
        onChange={event => void state.want({ leastRetainedSize: Number(event.currentTarget.value) })}
      >
        <option value={0}>Of any size</option>
        {sizes.map(size => (
          <option key={size} value={size}>
            Retain {formatBytes(size)} or more
          </option>
        ))}
      </select>
      <SearchField
        label="With a property"
        placeholder="With a property: text or /regex/"
        value={property}
        onText={text => void state.want({ property: text })}
      />
    </>
  );
}
