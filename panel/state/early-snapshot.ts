import { effect } from '@preact/signals';
import { snapshotFile } from '../../src/captures/paths.ts';
import type { PanelState } from './panel-state.ts';

/** Opens a snapshot of this tab while it is still being received, so that its classes are there soon after its last piece. */
export function openSnapshotsEarly(state: PanelState): void {
  let opened = '';
  effect(() => {
    const progress = state.tab.value?.snapshot;
    if (progress?.of !== 'heap snapshot' || progress.stage !== 'receiving' || progress.captureId === opened) return;
    opened = progress.captureId;
    void open(opened);
  });
}

/** Without this code the snapshot is opened when it is looked at, and that view says what is wrong. */
async function open(captureId: string): Promise<void> {
  const client = await import('./snapshot-client.ts').catch(() => null);
  client?.snapshotOf({ captureId, name: snapshotFile });
}
