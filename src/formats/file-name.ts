import type { EpochMilliseconds } from '../units.ts';

/** Windows keeps these for devices, also in front of a dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;
const longestHost = 80;

/**
 * A file name that says which page and when (in UTC), and is safe on every file system:
 * `example.com-2026-11-21T02-40-00.heapprofile`.
 */
export function exportName(pageUrl: string, at: EpochMilliseconds, extension: string): string {
  const time = new Date(at).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${safe(hostOf(pageUrl))}-${time}.${extension}`;
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
