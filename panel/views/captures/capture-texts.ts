import type { CaptureFile, CaptureKind, CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { formatBytes, formatDuration } from '../../widgets/format.ts';

const kindNames: Readonly<Record<CaptureKind, string>> = {
  recording: 'Recording',
  snapshot: 'Snapshot',
  profile: 'Profile',
  coverage: 'Coverage',
  classes: 'Classes',
  detached: 'Detached DOM',
};

/** What each file of a capture is called where it can be exported. */
export const formatLabels: Readonly<Record<CaptureFile['format'], string>> = {
  heapprofile: 'Allocation sampling (.heapprofile)',
  heaptimeline: 'Allocation timeline (.heaptimeline)',
  heapsnapshot: 'Heap snapshot (.heapsnapshot)',
  cpuprofile: 'CPU profile (.cpuprofile)',
  'heapscope-log': 'Whole recording (.heapscope)',
  coverage: 'Coverage of V8 (.json)',
  sources: 'Texts of the scripts (.json)',
  classes: 'Objects by class (.json)',
  detached: 'Detached DOM trees (.json)',
};

/** The name that was given, else kind and time. */
export function captureName(capture: CaptureSummary, liveId: string | null): string {
  if (capture.id === liveId) return capture.name ?? 'Live';
  return capture.name ?? `${kindNames[capture.kind]} ${timeOf(capture)}`;
}

/** What the name of a capture does not say. */
export interface CaptureFacts {
  /** Kind, time, page and length: what may be cut where there is no room. */
  readonly about: readonly string[];
  /** Its size, and whether something of it is missing. */
  readonly state: readonly string[];
}

export function captureFacts(capture: CaptureSummary, liveId: string | null): CaptureFacts {
  if (capture.id === liveId) return { about: [capture.host], state: [] };
  const about = capture.name === null ? [] : [kindNames[capture.kind], timeOf(capture)];
  if (capture.host) about.push(capture.host);
  if (capture.duration > 0 && capture.kind === 'recording') about.push(formatDuration(capture.duration));
  const state: string[] = [];
  const size = capture.files.reduce((sum, file) => sum + file.bytes, 0);
  if (size > 0) state.push(formatBytes(size));
  if (capture.state.kind === 'partial') state.push('incomplete');
  if (capture.state.kind === 'running') state.push('not finished');
  return { about, state };
}

/** All of it in one line. */
export function factsText({ about, state }: CaptureFacts): string {
  return [...about, ...state].join(' · ');
}

/** Everything about a capture in a few lines, for its tooltip. */
export function captureTooltip(capture: CaptureSummary): string {
  const { title, url, startedAt, state, note } = capture;
  const lines = [title || url, new Date(startedAt).toLocaleString(), note];
  if (state.kind === 'partial') lines.push(state.reason);
  return lines.filter(Boolean).join('\n');
}

/** The captures of which name, note, page or kind holds every word; all of them for an empty search. */
export function matching(captures: readonly CaptureSummary[], search: string): readonly CaptureSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return captures;
  return captures.filter(capture => {
    const { note, title, url } = capture;
    const text = [captureName(capture, null), kindNames[capture.kind], note, title, url].join('\n').toLowerCase();
    return words.every(word => text.includes(word));
  });
}

/** The time, and the day unless it is today. */
/** The same where there is little room and others are beside it: the time of day tells them apart. */
export function shortName({ name, startedAt }: CaptureSummary): string {
  return name ?? new Date(startedAt).toLocaleTimeString();
}

function timeOf({ startedAt }: CaptureSummary): string {
  const at = new Date(startedAt);
  const time = at.toLocaleTimeString();
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString()} ${time}`;
}
