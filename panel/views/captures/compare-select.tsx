export interface CompareSelectProps {
  /** Captures to choose from, by what a person knows them by. */
  readonly others: readonly { readonly id: string; readonly label: string }[];
  /** Null for none. */
  readonly chosen: string | null;
  onChoose(id: string | null): void;
}

/** Chooses the capture that the shown one is compared with; nothing to see where there is no other. */
export function CompareSelect({ others, chosen, onChoose }: CompareSelectProps) {
  if (others.length === 0) return null;
  return (
    <label>
      Compare with:{' '}
      <select
        class="select compare-select"
        title="Compare with"
        aria-label="Compare with"
        value={chosen ?? ''}
        onChange={event => onChoose(event.currentTarget.value || null)}
      >
        <option value="">nothing</option>
        {others.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
