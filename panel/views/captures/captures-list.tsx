import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { formatBytes, formatDuration } from '../../widgets/format.ts';
import './captures.css';

export interface CapturesListProps {
  readonly captures: readonly CaptureSummary[];
  /** The capture that is recorded right now in this tab. */
  readonly liveId: string | null;
  readonly shownId: string | null;
  onPick(id: string): void;
}

/** The library as a list: what is being recorded first, then newest first. */
export function CapturesList({ captures, liveId, shownId, onPick }: CapturesListProps) {
  return (
    <nav class="captures" aria-label="Captures">
      <h2 class="captures-heading">Captures</h2>
      {captures.length === 0 && (
        <p class="hint captures-empty">Recordings and snapshots will be listed here. Press Record.</p>
      )}
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
                {nameOf(capture, liveId)}
              </span>
              <span class="capture-facts">{factsOf(capture, liveId)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function nameOf(capture: CaptureSummary, liveId: string | null): string {
  if (capture.id === liveId) return 'Live';
  return `${capture.kind === 'snapshot' ? 'Snapshot' : 'Recording'} ${new Date(capture.startedAt).toLocaleTimeString()}`;
}

function factsOf(capture: CaptureSummary, liveId: string | null): string {
  if (capture.id === liveId) return capture.host;
  const size = capture.files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = [
    capture.host,
    capture.kind === 'recording' ? formatDuration(capture.duration) : '',
    size > 0 ? formatBytes(size) : '',
  ];
  if (capture.state.kind === 'partial') facts.push('ended early');
  if (capture.state.kind === 'running') facts.push('not finished');
  return facts.filter(Boolean).join(' · ');
}
