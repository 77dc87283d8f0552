import { useEffect } from 'preact/hooks';
import { type Panel, usePanel } from './context.ts';

export const filterFieldId = 'filter-functions';

export interface Shortcut {
  /** What is pressed, as people read it. */
  readonly keys: string;
  readonly does: string;
}

const command = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl+';

/** The keys of the whole panel, and those of its views, as the list behind `?` shows them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: `${command}E`, does: 'Start or stop recording' },
  { keys: `${command}Shift+E`, does: 'Reload the page and record from its first script on' },
  { keys: `${command}S`, does: 'Export the first file of the shown capture' },
  { keys: `${command}F`, does: 'Filter functions; find objects of a snapshot' },
  { keys: 'F2', does: 'Rename a capture of the list' },
  { keys: 'Delete', does: 'Delete a capture of the list' },
  { keys: '?', does: 'Show this list' },
  { keys: '↑ ↓ Home End PageUp PageDown', does: 'Move in a table' },
  { keys: '← →', does: 'Close or open a row of a tree' },
  { keys: '*', does: 'Open everything below a row of a call tree or a DOM tree' },
  { keys: 'Enter', does: 'Open the source of a row, or what an object holds; zoom to a box of the flame graph' },
  { keys: 'W S A D', does: 'Zoom and move the flame graph' },
  { keys: 'A B', does: 'On the strip: set the start or the end of the selected time at the playhead' },
  { keys: 'Escape', does: 'Zoom out; close a menu' },
];

/** Listens for the keys of the whole panel. `showKeys` opens the list of them. */
export function useShortcuts(showKeys: () => void): void {
  const panel = usePanel();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const run = actionOf(event, panel, showKeys);
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [panel, showKeys]);
}

function actionOf(
  event: KeyboardEvent,
  { state, actions, analysis, time }: Panel,
  showKeys: () => void,
): (() => void) | null {
  if (event.key === '?' && !(event.target instanceof HTMLInputElement)) return showKeys;
  const key = event.key.toLowerCase();
  const commanded = event.ctrlKey || event.metaKey;
  // With the focus nowhere, as after a click beside the controls, these two can mean nothing but the strip.
  if (!commanded && !event.altKey && event.target === document.body && (key === 'a' || key === 'b'))
    return analysis.strip.value && analysis.measures.value.includes('allocated') ? () => time.mark(key) : null;
  if (!commanded || event.altKey) return null;
  if (event.shiftKey) return key === 'e' && !state.tab.value?.recording ? actions.reloadAndRecord : null;
  switch (key) {
    case 'e':
      return actions.toggleRecording;
    case 's':
      return () => {
        const capture = state.shown.value;
        const [file] = capture?.files ?? [];
        if (capture && file) actions.exportFile(capture, file);
      };
    case 'f':
      return () => document.getElementById(filterFieldId)?.focus();
    default:
      return null;
  }
}
