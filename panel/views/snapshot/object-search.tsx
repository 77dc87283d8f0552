import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListRow } from '../../snapshot-worker/contract.ts';
import { errorNotice } from '../../state/panel-state.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import type { RowList } from '../../state/snapshot-tree.ts';
import { formatCount } from '../../widgets/format.ts';
import { SearchField } from '../../widgets/search-field.tsx';
import { filterFieldId } from '../shortcuts.ts';

interface Found {
  readonly text: string;
  readonly list: RowList<ListRow>;
  /** Which of them is shown, from 0. */
  readonly at: number;
}

/** Finds objects by name or `@id` and walks through them in whatever tab is shown: Enter forwards, Shift+Enter backwards. */
export function ObjectSearch({ state }: { readonly state: SnapshotState }) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const held = useRef<RowList<ListRow> | null>(null);
  useEffect(() => () => held.current?.close(), []);

  const walk = async (step: number) => {
    const isNew = found?.text !== text;
    const list = isNew ? await state.find(text) : found.list;
    if (isNew) held.current?.close();
    held.current = list;
    const { count } = list;
    const at = isNew || count === 0 ? 0 : (found.at + step + count) % count;
    setFound({ text, list, at });
    const [row] = count > 0 ? await list.rows(at, 1) : [];
    if (row?.object) await state.reveal(row.object);
  };
  const go = (step: number) =>
    void walk(step).catch((error: unknown) => {
      state.notice.value = errorNotice(error);
    });

  return (
    <form
      class="snapshot-search"
      onSubmit={event => {
        event.preventDefault();
        if (text.trim()) go(1);
      }}
    >
      <SearchField
        id={filterFieldId}
        label="Find objects"
        placeholder="Find name or @id"
        title="A name, a /regular expression/ or an @id. Enter goes to the next, Shift+Enter to the one before."
        value={text}
        onText={setText}
        onKeyDown={event => {
          if (event.key !== 'Enter' || !event.shiftKey || !text.trim()) return;
          event.preventDefault();
          go(-1);
        }}
      />
      {found && found.text === text && (
        <output class="hint" aria-label="Found objects">
          {found.list.count === 0 ? 'none' : `${formatCount(found.at + 1)} of ${formatCount(found.list.count)}`}
        </output>
      )}
    </form>
  );
}
