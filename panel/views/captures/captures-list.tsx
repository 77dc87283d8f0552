import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { type CaptureFacts, captureFacts, captureName, captureTooltip, matching } from './capture-texts.ts';
import { DeletedBar } from './deleted-bar.tsx';
import { SnapshotWarning } from './snapshot-warning.tsx';
import { StorageLine } from './storage-line.tsx';
import { useCaptureEditing } from './use-capture-editing.tsx';
import './captures.css';

export { CapturesSelect } from './captures-select.tsx';

export interface CapturesProps {
  readonly captures: readonly CaptureSummary[];
  /** The capture that is recorded right now in this tab. */
  readonly liveId: string | null;
  readonly shownId: string | null;
  onPick(id: string): void;
}

/** With fewer captures than this everything is seen at a glance. */
const searchFrom = 10;

/** The library as a list, newest first. */
export function CapturesList({ captures, liveId, shownId, onPick }: CapturesProps) {
  const list = useRef<HTMLUListElement>(null);
  const [search, setSearch] = useState('');
  const focusOn = (id: string) => queueMicrotask(() => buttonOf(list.current, id)?.focus());
  const { actionsOn, fieldOf, openMenu, showMenu } = useCaptureEditing(({ id }) => focusOn(id));
  const searchable = captures.length > searchFrom;
  const shown = searchable ? matching(captures, search) : captures;
  /** The one that Tab reaches; the arrow keys lead to the others. */
  const tabStop = shown.find(({ id }) => id === shownId) ?? shown[0];

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>, capture: CaptureSummary) => {
    const at = shown.indexOf(capture);
    const actions = actionsOn(capture);
    const neighbour = shown[at + 1] ?? shown[at - 1];
    const keys: Record<string, () => void> = {
      F2: actions.rename,
      Delete: () => {
        actions.remove();
        if (neighbour) focusOn(neighbour.id);
      },
      ArrowDown: () => buttonOf(list.current, shown[at + 1]?.id)?.focus(),
      ArrowUp: () => buttonOf(list.current, shown[at - 1]?.id)?.focus(),
      Home: () => buttonOf(list.current, shown[0]?.id)?.focus(),
      End: () => buttonOf(list.current, shown.at(-1)?.id)?.focus(),
    };
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  const onContextMenu = (event: TargetedMouseEvent<HTMLElement>, capture: CaptureSummary) => {
    event.preventDefault();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    // The key for context menus has no place of its own.
    const byKey = event.clientX === 0 && event.clientY === 0;
    showMenu({ capture, x: byKey ? left + 8 : event.clientX, y: byKey ? bottom : event.clientY });
  };

  return (
    <nav class="captures" aria-label="Captures">
      <h2 class="captures-heading">Captures</h2>
      {searchable && (
        <input
          type="search"
          class="field captures-search"
          aria-label="Search captures"
          placeholder="Search"
          value={search}
          onInput={event => setSearch(event.currentTarget.value)}
        />
      )}
      {captures.length === 0 && (
        <p class="hint captures-empty">
          Recordings and snapshots will be listed here. Files of Chrome's tools can be dropped on the panel.
        </p>
      )}
      {captures.length > 0 && shown.length === 0 && <p class="hint captures-empty">None matches.</p>}
      <ul ref={list} class="captures-items">
        {shown.map(capture => (
          <li key={capture.id}>
            {fieldOf(capture) ?? (
              <button
                type="button"
                class="capture"
                data-capture={capture.id}
                tabIndex={capture === tabStop ? 0 : -1}
                aria-current={capture.id === shownId}
                title={captureTooltip(capture)}
                onClick={() => onPick(capture.id)}
                onDblClick={actionsOn(capture).rename}
                onKeyDown={event => onKeyDown(event, capture)}
                onContextMenu={event => onContextMenu(event, capture)}
              >
                <span class="capture-name">
                  {capture.id === liveId && <span class="capture-live" aria-hidden="true" />}
                  {captureName(capture, liveId)}
                </span>
                {capture.note !== '' && <span class="capture-note">{capture.note}</span>}
                <Facts {...captureFacts(capture, liveId)} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {openMenu}
      <DeletedBar />
      <SnapshotWarning />
      <StorageLine />
    </nav>
  );
}

/** The size stays in view however narrow the list is. */
function Facts({ about, state }: CaptureFacts) {
  const end = state.join(' · ');
  return (
    <span class="capture-facts">
      <span class="capture-about">{about.join(' · ')}</span>
      {end && <span class="capture-state">{about.length > 0 ? ` · ${end}` : end}</span>}
    </span>
  );
}

function buttonOf(list: HTMLElement | null, id: string | undefined): HTMLElement | null {
  return id === undefined ? null : (list?.querySelector<HTMLElement>(`[data-capture="${id}"]`) ?? null);
}
