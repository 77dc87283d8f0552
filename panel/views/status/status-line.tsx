import type { Notice, RecordingState, SnapshotProgress } from '../../../src/messages/contract.ts';
import type { RecordingOptions, SamplingOptions } from '../../../src/recording/options.ts';
import type { RecordingFigures } from '../../analysis/contract.ts';
import { formatBytes, formatCount, formatDuration } from '../../widgets/format.ts';
import './status.css';

export interface StatusLineProps {
  readonly recording: RecordingState | null;
  /** Whether the figures are those of the running recording. */
  readonly live: boolean;
  readonly snapshot: SnapshotProgress | null;
  readonly notice: Notice | null;
  readonly options: RecordingOptions | null;
  readonly figures: RecordingFigures | null;
}

/** One line: what goes on, what it costs, how sure the figures are; a notice comes first. */
export function StatusLine(props: StatusLineProps) {
  const { notice, snapshot, recording } = props;
  return (
    <footer class="status-line">
      <div role="status" class="status-text">
        {notice && <NoticeText notice={notice} />}
        {snapshot ? <span>{snapshotText(snapshot)}</span> : <span>{figuresText(props)}</span>}
      </div>
      {snapshot && <progress aria-label={snapshot.of} max={100} value={snapshot.percent} />}
      {recording?.phase === 'stopping' && !snapshot && <progress aria-label="Stopping" />}
    </footer>
  );
}

function NoticeText({ notice }: { readonly notice: Notice }) {
  if (notice.level === 'info') return <span class="status-notice">{notice.sentence}</span>;
  const { sentence, advice } = notice.error;
  return (
    <span class="status-notice error">
      {sentence} {advice}
    </span>
  );
}

function snapshotText({ of, stage, percent, bytes }: SnapshotProgress): string {
  const name = of === 'heap snapshot' ? 'Heap snapshot' : 'Allocation timeline';
  return stage === 'building'
    ? `${name}: V8 is building it, ${Math.floor(percent)} %`
    : `${name}: receiving, ${formatBytes(bytes)} so far`;
}

function figuresText({ recording, live, options, figures }: StatusLineProps): string {
  const parts: string[] = [];
  if (recording?.phase === 'starting') parts.push('starting');
  if (recording?.phase === 'stopping') parts.push('stopping');
  if (options?.sampling) parts.push(`sampling ${options.sampling.interval / 1024} KB`);
  if (options?.sampling && live && figures?.pollEvery)
    parts.push(`poll every ${formatDuration(figures.pollEvery)} (budget ${options.sampling.budget * 100} %)`);
  if (figures && figures.samples > 0)
    parts.push(`${formatCount(figures.samples)} samples ± ${(100 * figures.relativeError).toFixed(1)} %`);
  if (figures && figures.samples > 0) parts.push(sampledText(figures, options?.sampling ?? null));
  if (figures && figures.cpuSamples > 0) parts.push(`${formatCount(figures.cpuSamples)} CPU samples`);
  if (figures?.domNodes) parts.push(`${formatCount(figures.domNodes)} DOM nodes`);
  if (figures && figures.missingBytes > 0)
    parts.push(`the last ${formatBytes(figures.missingBytes)} of the log are not readable`);
  if (parts.length === 0) return recording ? 'recording' : 'ready to record';
  return parts.join(' · ');
}

/** With collected objects in the sum it is no part of what is used now. */
function sampledText({ sampledBytes, usedBytes }: RecordingFigures, sampling: SamplingOptions | null): string {
  const sampled = formatBytes(sampledBytes);
  if (sampling?.includeCollectedByMajorGC || sampling?.includeCollectedByMinorGC) return `${sampled} allocated`;
  return usedBytes === null ? `${sampled} sampled` : `${sampled} sampled of ${formatBytes(usedBytes)} used`;
}
