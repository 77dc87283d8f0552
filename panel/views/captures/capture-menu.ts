import type { CaptureFile, CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { formatBytes } from '../../widgets/format.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';
import { formatLabels } from './capture-texts.ts';

/** What can be done with one capture of the list. */
export interface CaptureActions {
  rename(): void;
  editNote(): void;
  exportFile(file: CaptureFile): void;
  remove(): void;
}

/** A capture that is being made can be named, but neither exported nor deleted. */
export function captureMenu(capture: CaptureSummary, actions: CaptureActions): MenuEntry[] {
  const running = capture.state.kind === 'running';
  const exports = capture.files.map(file => ({
    label: `Export ${formatLabels[file.format]}${file.isolate === null ? '' : `, ${file.isolate}`}`,
    hint: formatBytes(file.bytes),
    run: () => actions.exportFile(file),
  }));
  return [
    { label: 'Rename', hint: 'F2', run: actions.rename },
    { label: capture.note === '' ? 'Add note' : 'Edit note', run: actions.editNote },
    ...(exports.length > 0 ? (['separator', ...exports] as const) : []),
    'separator',
    { label: 'Delete', hint: 'Del', disabled: running, run: actions.remove },
  ];
}
