import type { CaptureFile, CaptureSummary, FileFormat } from '../captures/capture-summary.ts';
import type { EpochMilliseconds } from '../units.ts';

/** Windows keeps these for devices, also in front of a dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;
const longestHost = 80;

/** How the name of an exported file ends, without the dot in front. */
const extensionOf: Readonly<Record<FileFormat, string>> = {
  heapprofile: 'heapprofile',
  cpuprofile: 'cpuprofile',
  heapsnapshot: 'heapsnapshot',
  heaptimeline: 'heaptimeline',
  'heapscope-log': 'heapscope',
  coverage: 'coverage.json',
  sources: 'sources.jsonl',
  classes: 'classes.json',
  detached: 'detached.json',
};

/**
 * The name under which a file of a capture is exported: what the user calls the capture, else its page, then when it began.
 * Files of other isolates than the page keep their number.
 */
export function exportNameOf(
  capture: Pick<CaptureSummary, 'name' | 'url' | 'startedAt'>,
  file: Pick<CaptureFile, 'format' | 'name'>,
): string {
  const extension = extensionOf[file.format];
  const number = /-\d+(?=\.)/.exec(file.name)?.[0] ?? '';
  const { name, url, startedAt } = capture;
  const stem = name === null ? hostOf(url) : name.replace(/\.(gz|json)$/i, '').replace(endings, '');
  return named(safe(stem) + number, startedAt, extension);
}

/**
 * A file name that says which page and when (in UTC), and is safe on every file system:
 * `example.com-2026-11-21T02-40-00.heapprofile`.
 */
export function exportName(pageUrl: string, at: EpochMilliseconds, extension: string): string {
  return named(safe(hostOf(pageUrl)), at, extension);
}

/** What an imported file may be called: the name of its export ends anew. */
const endings = /\.(heapprofile|cpuprofile|heapsnapshot|heaptimeline|heapscope|hpm|coverage|json)$/i;

function named(stem: string, at: EpochMilliseconds, extension: string): string {
  return `${stem}-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}.${extension}`;
}

/** Host and port; a page without, such as a file or `about:blank`, has the name of its scheme. */
function hostOf(pageUrl: string): string {
  try {
    const { host, protocol } = new URL(pageUrl);
    return host || protocol;
  } catch {
    return '';
  }
}

function safe(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .slice(0, longestHost)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return plain.replace(deviceName, 'site-$1') || 'page';
}
