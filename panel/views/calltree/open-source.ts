import type { Frame } from '../../../src/calltree/frame.ts';

/** Shows a place in the Sources panel; DevTools counts lines and columns from 0. */
export function openSource(frame: Frame): void {
  const line = Math.max(0, frame.line - 1);
  const column = Math.max(0, frame.column - 1);
  chrome.devtools.panels.openResource(frame.url, line, column, () => {});
}

/** The same for what may have no place in a source. */
export function openFrame(frame: Frame | null | undefined): void {
  if (frame?.url) openSource(frame);
}
