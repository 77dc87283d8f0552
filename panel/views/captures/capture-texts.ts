import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { formatBytes, formatDuration } from '../../widgets/format.ts';

export function captureName(capture: CaptureSummary, liveId: string | null): string {
  if (capture.id === liveId) return 'Live';
  return `${capture.kind === 'snapshot' ? 'Snapshot' : 'Recording'} ${new Date(capture.startedAt).toLocaleTimeString()}`;
}

/** Page, length and size, and whether something of it is missing. */
export function captureFacts(capture: CaptureSummary, liveId: string | null): string {
  if (capture.id === liveId) return capture.host;
  const size = capture.files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = [capture.host];
  if (capture.kind === 'recording') facts.push(formatDuration(capture.duration));
  if (size > 0) facts.push(formatBytes(size));
  if (capture.state.kind === 'partial') facts.push('incomplete');
  if (capture.state.kind === 'running') facts.push('not finished');
  return facts.join(' · ');
}
