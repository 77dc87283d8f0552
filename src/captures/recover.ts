import { HeapscopeError } from '../errors/heapscope-error.ts';
import { type LogMeta, scanLog } from '../recording/log.ts';
import { instrumentsOf } from '../recording/options.ts';
import type { InstrumentKind } from '../recording/rows.ts';
import { bytes, epochMilliseconds, type Milliseconds, milliseconds } from '../units.ts';
import {
  type CaptureFile,
  type CaptureKind,
  type CaptureState,
  type CaptureSummary,
  type FileFormat,
  freshCapture,
} from './capture-summary.ts';
import type { FileStore, StoredFile } from './file-store.ts';
import { hostOf } from './page-host.ts';
import { logFile, pathIn, summaryFile } from './paths.ts';
import { sourcesFile } from './script-sources-file.ts';
import { isUnfinished } from './whole-file.ts';

/** What a file in a capture's folder is, by its name: all of them were given by Heapscope. */
const formatsByEnding: readonly (readonly [ending: string, format: FileFormat])[] = [
  [logFile, 'heapscope-log'],
  ['.heapsnapshot', 'heapsnapshot'],
  ['.heaptimeline', 'heaptimeline'],
  ['.heapprofile', 'heapprofile'],
  ['.cpuprofile', 'cpuprofile'],
  ['classes.json', 'classes'],
  ['detached.json', 'detached'],
  [sourcesFile, 'sources'],
  ['.coverage', 'coverage'],
];

/** What kind of capture a file is by itself. */
const kindOf: Readonly<Record<FileFormat, CaptureKind>> = {
  'heapscope-log': 'recording',
  heapsnapshot: 'snapshot',
  heaptimeline: 'snapshot',
  heapprofile: 'profile',
  cpuprofile: 'profile',
  coverage: 'coverage',
  sources: 'coverage',
  classes: 'classes',
  detached: 'detached',
};

/**
 * A description made from what lies in a capture's folder. Null when nothing whole is there.
 * The log of a recording tells page, time and options; any other file only what it is and when it was written.
 * @param reason why the capture is not whole, a sentence; null when there is no reason but what its log may say.
 */
export async function summaryFromFiles(
  store: FileStore,
  id: string,
  reason: string | null,
): Promise<CaptureSummary | null> {
  const stored = await store.files(id);
  const files = captureFiles(stored);
  const [main] = files;
  if (!main) return null;
  const writtenAt = stored.find(({ name }) => name === main.name)?.changedAt ?? epochMilliseconds(0);
  const summary: CaptureSummary = {
    ...freshCapture,
    id,
    kind: kindOf[main.format],
    title: '',
    host: '',
    url: '',
    startedAt: writtenAt,
    duration: milliseconds(0),
    instruments: [],
    options: null,
    files,
    state: stateOf(reason, null),
  };
  return main.format === 'heapscope-log' ? withLog(summary, await logOf(store, id), reason) : summary;
}

/** A recording that was running when its recorder ended, as its log tells it. @param reason why it ended, a sentence. */
export async function endedRecording(
  store: FileStore,
  running: CaptureSummary,
  reason: string,
): Promise<CaptureSummary> {
  const files = captureFiles(await store.files(running.id));
  return withLog({ ...running, files }, await logOf(store, running.id), reason);
}

/** What is known of a recording from its log alone. */
interface LogFacts {
  readonly meta: LogMeta;
  readonly duration: Milliseconds;
  /** What its rows are of: those of a recording that was made elsewhere were no option here. */
  readonly measured: ReadonlySet<InstrumentKind>;
  readonly missing: number;
}

function withLog(summary: CaptureSummary, log: LogFacts | Error, reason: string | null): CaptureSummary {
  if (log instanceof Error) return { ...summary, state: stateOf(reason, log.message) };
  const { meta, duration, measured, missing } = log;
  return {
    ...summary,
    url: meta.url,
    title: meta.title,
    host: meta.url === '' ? '' : hostOf(meta.url),
    startedAt: meta.startedAt,
    duration,
    instruments: [...new Set([...instrumentsOf(meta.options), ...measured])],
    options: meta.options,
    state: stateOf(reason, missing > 0 ? `The last ${sizeText(missing)} of its log are not readable.` : null),
  };
}

function stateOf(...reasons: readonly (string | null)[]): CaptureState {
  const reason = reasons.filter(given => given !== null).join(' ');
  return reason === '' ? { kind: 'complete' } : { kind: 'partial', reason };
}

const sizeText = (size: number): string => (size < 1024 ? `${size} bytes` : `${Math.round(size / 1024)} KB`);

async function logOf(store: FileStore, id: string): Promise<LogFacts | Error> {
  try {
    const content = await store.read(pathIn(id, logFile));
    if (!content) return new HeapscopeError('capture-missing', { id });
    let duration = milliseconds(0);
    const measured = new Set<InstrumentKind>();
    const scanned = scanLog(content, row => {
      duration = row.time;
      if (row.kind !== 'mark' && row.kind !== 'isolate') measured.add(row.kind);
    });
    return { ...scanned, duration, measured };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The whole files of a capture, the one that says what it is first. */
function captureFiles(stored: readonly StoredFile[]): CaptureFile[] {
  const files = stored.flatMap(({ name, bytes: size }) => {
    if (name === summaryFile || isUnfinished(name) || size === 0) return [];
    const format = formatsByEnding.find(([ending]) => name.endsWith(ending))?.[1];
    return format ? [{ format, name, bytes: bytes(size), isolate: null }] : [];
  });
  const rank = ({ format }: CaptureFile) => formatsByEnding.findIndex(([, other]) => other === format);
  return files.sort((a, b) => rank(a) - rank(b));
}
