import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { captureFacts, captureName } from './capture-texts.ts';
import './captures.css';

export interface CapturesProps {
  readonly captures: readonly CaptureSummary[];
  /** The capture that is recorded right now in this tab. */
  readonly liveId: string | null;
  readonly shownId: string | null;
  onPick(id: string): void;
}

/** The library as a list, newest first. */
export function CapturesList({ captures, liveId, shownId, onPick }: CapturesProps) {
  return (
    <nav class="captures" aria-label="Captures">
      <h2 class="captures-heading">Captures</h2>
      {captures.length === 0 && <p class="hint captures-empty">Recordings and snapshots will be listed here.</p>}
      <ul>
        {captures.map(capture => (
          <li key={capture.id}>
            <button
              type="button"
              class="capture"
              aria-current={capture.id === shownId}
              title={`${capture.title || capture.url}\n${new Date(capture.startedAt).toLocaleString()}`}
              onClick={() => onPick(capture.id)}
            >
              <span class="capture-name">
                {capture.id === liveId && <span class="capture-live" aria-hidden="true" />}
                {captureName(capture, liveId)}
              </span>
              <span class="capture-facts">{captureFacts(capture, liveId)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same library where there is no room for a list. */
export function CapturesSelect({ captures, liveId, shownId, onPick }: CapturesProps) {
  if (captures.length === 0) return null;
  return (
    <label class="captures-select">
      Capture
      <select class="select" value={shownId ?? ''} onChange={event => onPick(event.currentTarget.value)}>
        {captures.map(capture => (
          <option key={capture.id} value={capture.id}>
            {captureName(capture, liveId)} · {captureFacts(capture, liveId)}
          </option>
        ))}
      </select>
    </label>
  );
}
