import { usePanel } from '../context.ts';
import { captureName } from './capture-texts.ts';

/** What was deleted, for as long as that can be undone. */
export function DeletedBar() {
  const { library } = usePanel();
  const deleted = library.deleted.value;
  const [first] = deleted;
  return (
    <div class="captures-deleted" aria-live="polite">
      {first && (
        <>
          <span class="captures-deleted-text">
            Deleted {deleted.length === 1 ? captureName(first, null) : `${deleted.length} captures`}.
          </span>
          <button type="button" class="button" onClick={library.undoRemove}>
            Undo
          </button>
        </>
      )}
    </div>
  );
}
