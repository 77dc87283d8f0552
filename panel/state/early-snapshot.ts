import { effect } from '@preact/signals';
import { snapshotFile } from '../../src/captures/paths.ts';
import type { PanelState } from './panel-state.ts';
import { snapshotOf } from './snapshot-client.ts';

/** Opens a snapshot of this tab while it is still being received, so that its classes are there soon after its last piece. */
export function openSnapshotsEarly(state: PanelState): void {
  let opened = '';
  effect(() => {
    const progress = state.tab.value?.snapshot;
    if (progress?.of !== 'heap snapshot' || progress.stage !== 'receiving' || progress.captureId === opened) return;
    opened = progress.captureId;
    snapshotOf({ captureId: opened, name: snapshotFile });
  });
}
