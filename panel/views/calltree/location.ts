import type { Frame } from '../../../src/calltree/frame.ts';

/** Where a frame stands, short: `app.js:12`. Native frames have no place. */
export function locationLabel(frame: Frame): string {
  if (!frame.url) return '';
  const file = fileName(frame.url);
  return frame.line > 0 ? `${file}:${frame.line}` : file;
}

/** The whole address of a frame, for tooltips. */
export function fullLocation(frame: Frame): string {
  return frame.url ? `${frame.url}:${frame.line}:${frame.column}` : 'native code';
}

function fileName(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? url;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name || (path.startsWith('http') ? '(index)' : path);
}
