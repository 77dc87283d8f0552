import type { Notice, RecordingState, SnapshotProgress } from '../../../src/messages/contract.ts';
import type { RecordingOptions, SamplingOptions } from '../../../src/recording/options.ts';
import type { RecordingFigures } from '../../analysis/contract.ts';
import { formatBytes, formatCount, formatDuration, formatExactBytes } from '../../widgets/format.ts';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import './status.css';

export interface StatusLineProps {
  readonly recording: RecordingState | null;
  /** Whether the figures are those of the running recording. */
  readonly live: boolean;
  readonly snapshot: SnapshotProgress | null;
  readonly notice: Notice | null;
  readonly options: RecordingOptions | null;
  readonly figures: RecordingFigures | null;
  /** The moment that the figures are of, in milliseconds since the start; null for now. */
  readonly moment: number | null;
}

/** One line: what goes on, what it costs, how sure the figures are; a notice comes first. */
export function StatusLine(props: StatusLineProps) {
  const { notice, snapshot, recording } = props;
  return (
    <footer class="status-line">
      <div role="status" class="status-text">
        {notice && <NoticeText notice={notice} />}
        {snapshot ? <span>{snapshotText(snapshot)}</span> : <Figures {...props} />}
      </div>
      {snapshot && <progress aria-label={snapshot.of} max={100} value={snapshot.percent} />}
      {recording?.phase === 'stopping' && !snapshot && <progress aria-label="Stopping" />}
    </footer>
  );
}

function Figures(props: StatusLineProps) {
  const text = figuresText(props);
  return (
    <span class="status-figures" title={[text, reconciliation(props)].filter(Boolean).join('\n')}>
      {text}
    </span>
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

function figuresText({ recording, live, options, figures, moment }: StatusLineProps): string {
  const parts: string[] = [];
  if (moment !== null) parts.push(`at ${clockLabel(moment, 10)}`);
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

function sampledText(
  { sampledBytes, usedBytes, backingStorageBytes, embedderBytes }: RecordingFigures,
  sampling: SamplingOptions | null,
): string {
  const sampled = formatBytes(sampledBytes);
  if (keepsCollected(sampling)) return `${sampled} allocated`;
  if (usedBytes === null) return `${sampled} sampled`;
  const parts = [`${sampled} sampled of ${formatBytes(usedBytes)} used`];
  if (usedBytes > sampledBytes) parts.push(`${formatBytes(usedBytes - sampledBytes)} not explained`);
  if (backingStorageBytes) parts.push(`${formatBytes(backingStorageBytes)} buffers`);
  if (embedderBytes) parts.push(`${formatBytes(embedderBytes)} embedder`);
  return parts.join(' · ');
}

/** How the sampled estimate and what V8 measures go together, in sentences; null where there are not both. */
function reconciliation({ figures, options }: StatusLineProps): string | null {
  if (!figures || figures.usedBytes === null || figures.samples === 0 || keepsCollected(options?.sampling)) return null;
  const { samples, relativeError, sampledBytes, usedBytes, backingStorageBytes, embedderBytes } = figures;
  const error = sampledBytes * relativeError;
  const rest = usedBytes - sampledBytes;
  return [
    `Sampled: ${formatExactBytes(sampledBytes)} ± ${formatBytes(error)} (one standard error of ${formatCount(samples)} samples).`,
    `Used heap, as V8 measures it: ${formatExactBytes(usedBytes)}.`,
    rest >= 0
      ? `Not explained: ${formatExactBytes(rest)}. That was allocated before the recording began, or is V8's own, or the error of sampling.`
      : 'The estimate is above the used heap: the error of sampling, or what was collected since the last poll.',
    `Beside the used heap: ${formatExactBytes(backingStorageBytes ?? 0)} of buffers (backing storage of ArrayBuffers)`,
    `and ${formatExactBytes(embedderBytes ?? 0)} of the embedder (DOM and other things of Blink).`,
  ].join('\n');
}

/** With collected objects in the sum it is no part of what is used now. */
function keepsCollected(sampling: SamplingOptions | null | undefined): boolean {
  return Boolean(sampling?.includeCollectedByMajorGC || sampling?.includeCollectedByMinorGC);
}
