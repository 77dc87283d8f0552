import { useRef } from 'preact/hooks';
import { captureFacts, captureName, factsText } from './capture-texts.ts';
import type { CapturesProps } from './captures-list.tsx';
import { DeletedBar } from './deleted-bar.tsx';
import { SnapshotWarning } from './snapshot-warning.tsx';
import { useCaptureEditing } from './use-capture-editing.tsx';

/** The library where there is no room for a list. */
export function CapturesSelect({ captures, liveId, shownId, onPick }: CapturesProps) {
  const select = useRef<HTMLSelectElement>(null);
  const { fieldOf, openMenu, showMenu } = useCaptureEditing(() => queueMicrotask(() => select.current?.focus()));
  const shown = captures.find(({ id }) => id === shownId);
  return (
    <div class="captures-select">
      {captures.length > 0 &&
        ((shown && fieldOf(shown)) ?? (
          <>
            <label>
              Capture
              <select
                ref={select}
                class="select"
                value={shownId ?? ''}
                onChange={event => onPick(event.currentTarget.value)}
              >
                {!shown && <option value="">Choose one</option>}
                {captures.map(capture => (
                  <option key={capture.id} value={capture.id}>
                    {captureName(capture, liveId)} · {factsText(captureFacts(capture, liveId))}
                  </option>
                ))}
              </select>
            </label>
            <button
              type="button"
              class="button plain icon-only"
              aria-label="Rename, note, export or delete"
              aria-haspopup="menu"
              disabled={!shown}
              onClick={event => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                if (shown) showMenu({ capture: shown, x: left, y: bottom });
              }}
            >
              ⋮
            </button>
          </>
        ))}
      {openMenu}
      <DeletedBar />
      <SnapshotWarning />
    </div>
  );
}
